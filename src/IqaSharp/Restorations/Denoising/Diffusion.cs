using System.Numerics;
using IqaSharp.Restorations.Filtering;

namespace IqaSharp.Restorations.Denoising;

/// <summary>One step of anisotropic diffusion: smooths, except across edges.</summary>
/// <remarks>Perona, Malik, "Scale-space and edge detection using anisotropic diffusion", IEEE TPAMI 12(7), 1990, with the second conductance, 1 / (1 + (∇ / κ)²).</remarks>
/// <param name="Kappa">The difference at which the conductance falls to one half, 0–255.</param>
internal readonly record struct Diffusion(float Kappa) : IStencil
{
    private const float Step = 0.2f;

    public Vector<float> Apply(ref float sample, int stride)
    {
        var here = MirroredPlane.Load(ref sample, 0);
        var flow = Flow(here, ref sample, -1) + Flow(here, ref sample, 1) + Flow(here, ref sample, -stride) + Flow(here, ref sample, stride);
        return here + (Step * flow);
    }

    private Vector<float> Flow(Vector<float> here, ref float sample, int to)
    {
        var difference = MirroredPlane.Load(ref sample, to) - here;
        return difference / (Vector<float>.One + (difference * difference * (1 / (Kappa * Kappa))));
    }
}
