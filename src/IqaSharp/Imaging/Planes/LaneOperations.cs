using System.Runtime.Intrinsics;

namespace IqaSharp.Imaging.Planes;

/// <summary>A function of two values, applied to sixteen pairs at once. As a struct it is inlined into the loop that calls it.</summary>
internal interface IBinaryOperation
{
    Vector512<float> Apply(Vector512<float> a, Vector512<float> b);
}

/// <summary>a · b.</summary>
internal readonly struct Product : IBinaryOperation
{
    public Vector512<float> Apply(Vector512<float> a, Vector512<float> b) => a * b;
}

/// <summary>√(a² + b²).</summary>
internal readonly struct Hypotenuse : IBinaryOperation
{
    public Vector512<float> Apply(Vector512<float> a, Vector512<float> b) => Vector512.Sqrt(Vector512.FusedMultiplyAdd(a, a, b * b));
}

/// <summary>max(a, b).</summary>
internal readonly struct Maximum : IBinaryOperation
{
    public Vector512<float> Apply(Vector512<float> a, Vector512<float> b) => Vector512.Max(a, b);
}

/// <summary>first · a + second · b.</summary>
internal readonly struct WeightedSum(float first, float second) : IBinaryOperation
{
    private readonly Vector512<float> _first = Vector512.Create(first);
    private readonly Vector512<float> _second = Vector512.Create(second);

    public Vector512<float> Apply(Vector512<float> a, Vector512<float> b) => Vector512.FusedMultiplyAdd(a, _first, b * _second);
}
