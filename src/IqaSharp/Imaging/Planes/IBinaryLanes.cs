using System.Runtime.Intrinsics;

namespace IqaSharp.Imaging.Planes;

/// <summary>A function of two values, on many at once. As a struct it is compiled into the loop that calls it.</summary>
internal interface IBinaryLanes
{
    Vector512<float> Of(Vector512<float> a, Vector512<float> b);
}
