using System.Runtime.Intrinsics;
using IqaSharp.Imaging.Planes;

namespace IqaSharp.Metrics.Classical;

/// <summary>The similarity of two values: ((2 − m) a b + c) / (a² + b² − m a b + c), which is 1 where they are equal and falls towards 0.</summary>
/// <param name="constant">c: values far below √c count as equal.</param>
/// <param name="masking">m: differences between large values count less; 0 in most metrics.</param>
internal readonly struct Similarity(float constant, float masking = 0) : IBinaryOperation
{
    private readonly Vector512<float> _constant = Vector512.Create(constant);
    private readonly Vector512<float> _masking = Vector512.Create(masking);

    public Vector512<float> Apply(Vector512<float> a, Vector512<float> b)
    {
        var product = a * b;
        var masked = _constant - (_masking * product);
        // not fused, so that equal values are exactly 1
        return (product + product + masked) / ((a * a) + (b * b) + masked);
    }
}
