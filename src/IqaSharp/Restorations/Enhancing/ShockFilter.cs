using System.Numerics;
using IqaSharp.Restorations.Filtering;

namespace IqaSharp.Restorations.Enhancing;

/// <summary>One step of the shock filter: samples move away from the inflection point between them, until only steps remain.</summary>
/// <remarks>Osher, Rudin, "Feature-oriented image enhancement using shock filters", SIAM Journal on Numerical Analysis 27(4), 1990.</remarks>
internal readonly record struct ShockFilter : IStencil
{
    private const float Step = 0.25f;

    public Vector<float> Apply(ref float sample, int stride)
    {
        var here = MirroredPlane.Load(ref sample, 0);
        var (left, right) = (MirroredPlane.Load(ref sample, -1), MirroredPlane.Load(ref sample, 1));
        var (above, below) = (MirroredPlane.Load(ref sample, -stride), MirroredPlane.Load(ref sample, stride));
        var corners = MirroredPlane.Load(ref sample, -stride - 1) + MirroredPlane.Load(ref sample, stride + 1)
            - MirroredPlane.Load(ref sample, -stride + 1) - MirroredPlane.Load(ref sample, stride - 1);
        var (x, y) = ((right - left) * 0.5f, (below - above) * 0.5f);
        var (xx, yy, xy) = (right + left - (2 * here), below + above - (2 * here), corners * 0.25f);
        var curvature = (xx * x * x) + (2 * xy * x * y) + (yy * y * y);
        var (mx, my) = (MinMod(right - here, here - left), MinMod(below - here, here - above));
        var speed = Step * Vector.SquareRoot((mx * mx) + (my * my));
        var signed = Vector.ConditionalSelect(Vector.GreaterThan(curvature, Vector<float>.Zero), -speed, speed);
        return here + Vector.ConditionalSelect(Vector.Equals(curvature, Vector<float>.Zero), Vector<float>.Zero, signed);
    }

    /// <summary>The minmod limiter, without sign: the smaller slope, or 0 where the two differ in sign, so that extrema do not move.</summary>
    private static Vector<float> MinMod(Vector<float> a, Vector<float> b) => Vector.ConditionalSelect(
        Vector.GreaterThan(a * b, Vector<float>.Zero), Vector.Min(Vector.Abs(a), Vector.Abs(b)), Vector<float>.Zero);
}
