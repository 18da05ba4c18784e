using System.Runtime.Intrinsics;

namespace IqaSharp.Classical.Fourier;

/// <summary>Sixteen complex numbers.</summary>
internal readonly struct ComplexLanes(Vector512<float> real, Vector512<float> imaginary)
{
    public Vector512<float> Real => real;

    public Vector512<float> Imaginary => imaginary;

    public static ComplexLanes operator +(ComplexLanes a, ComplexLanes b) => new(a.Real + b.Real, a.Imaginary + b.Imaginary);

    public static ComplexLanes operator -(ComplexLanes a, ComplexLanes b) => new(a.Real - b.Real, a.Imaginary - b.Imaginary);

    public static ComplexLanes operator *(ComplexLanes a, float factor) => new(a.Real * factor, a.Imaginary * factor);

    /// <summary>(a + bi) · −i.</summary>
    public ComplexLanes TimesMinusI() => new(imaginary, -real);

    /// <summary>Multiplied by a number.</summary>
    public ComplexLanes Turn((float Cos, float Sin) by)
    {
        var (cos, sin) = (Vector512.Create(by.Cos), Vector512.Create(by.Sin));
        return new(Vector512.FusedMultiplyAdd(real, cos, -(imaginary * sin)), Vector512.FusedMultiplyAdd(real, sin, imaginary * cos));
    }
}
