using System.Runtime.Intrinsics;

namespace IqaSharp.Imaging.Planes;

/// <summary>first · a + second · b.</summary>
internal readonly struct Weighted(float first, float second) : IBinaryLanes
{
    private readonly Vector512<float> _first = Vector512.Create(first);
    private readonly Vector512<float> _second = Vector512.Create(second);

    public Vector512<float> Of(Vector512<float> a, Vector512<float> b) => Vector512.FusedMultiplyAdd(a, _first, b * _second);
}
