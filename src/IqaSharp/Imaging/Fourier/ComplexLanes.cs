using System.Runtime.Intrinsics;

namespace IqaSharp.Imaging.Fourier;

/// <summary>A vector of sixteen complex numbers.</summary>
internal readonly struct ComplexLanes(Vector512<float> real, Vector512<float> imaginary)
{
    public Vector512<float> Real => real;

    public Vector512<float> Imaginary => imaginary;

    public static ComplexLanes operator +(ComplexLanes a, ComplexLanes b) => new(a.Real + b.Real, a.Imaginary + b.Imaginary);

    public static ComplexLanes operator -(ComplexLanes a, ComplexLanes b) => new(a.Real - b.Real, a.Imaginary - b.Imaginary);

    public static ComplexLanes operator *(ComplexLanes a, ComplexLanes b) => new(
        Vector512.FusedMultiplyAdd(a.Real, b.Real, -(a.Imaginary * b.Imaginary)),
        Vector512.FusedMultiplyAdd(a.Real, b.Imaginary, a.Imaginary * b.Real));

    public static ComplexLanes operator *(ComplexLanes a, float factor) => new(a.Real * factor, a.Imaginary * factor);

    /// <summary>(a + bi) · −i.</summary>
    public ComplexLanes TimesMinusI() => new(imaginary, -real);

    /// <summary>Broadcasts a number to all lanes.</summary>
    public static ComplexLanes Of((float Real, float Imaginary) number) => new(Vector512.Create(number.Real), Vector512.Create(number.Imaginary));
}
