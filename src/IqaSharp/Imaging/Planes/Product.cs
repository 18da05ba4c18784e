using System.Runtime.Intrinsics;

namespace IqaSharp.Imaging.Planes;

/// <summary>a · b.</summary>
internal readonly struct Product : IBinaryLanes
{
    public Vector512<float> Of(Vector512<float> a, Vector512<float> b) => a * b;
}
