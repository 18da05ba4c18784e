using System.Runtime.Intrinsics;
using IqaSharp.Imaging.Planes;

namespace IqaSharp.Metrics.Classical;

/// <summary>The similarity of two values: ((2 − m) a b + c) / (a² + b² − m a b + c), which is 1 where they are equal and falls towards 0.</summary>
/// <remarks>Computed as 1 − (a − b)² / (a² + b² − m a b + c): exactly 1 where the values are equal, and never above.</remarks>
/// <param name="constant">c: values far below √c count as equal.</param>
/// <param name="masking">m: differences between large values count less; 0 in most metrics.</param>
internal readonly struct Similarity(float constant, float masking = 0) : IBinaryOperation
{
    private readonly Vector512<float> _constant = Vector512.Create(constant);
    private readonly Vector512<float> _masking = Vector512.Create(-masking);

    public Vector512<float> Apply(Vector512<float> a, Vector512<float> b) => Vector512<float>.One - Distance(a, b);

    /// <summary>1 − similarity.</summary>
    private Vector512<float> Distance(Vector512<float> a, Vector512<float> b)
    {
        var difference = a - b;
        return difference * difference / Vector512.FusedMultiplyAdd(a, a, Vector512.FusedMultiplyAdd(b, Vector512.FusedMultiplyAdd(a, _masking, b), _constant));
    }
}
