using System.Runtime.Intrinsics;

namespace IqaSharp.Imaging.Planes;

/// <summary>√(a² + b²).</summary>
internal readonly struct Hypotenuse : IBinaryLanes
{
    public Vector512<float> Of(Vector512<float> a, Vector512<float> b) => Vector512.Sqrt(Vector512.FusedMultiplyAdd(a, a, b * b));
}
