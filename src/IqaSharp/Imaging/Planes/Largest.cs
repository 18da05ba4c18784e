using System.Runtime.Intrinsics;

namespace IqaSharp.Imaging.Planes;

/// <summary>The larger of a and b.</summary>
internal readonly struct Largest : IBinaryLanes
{
    public Vector512<float> Of(Vector512<float> a, Vector512<float> b) => Vector512.Max(a, b);
}
