using System.Numerics;
using IqaSharp.Restorations.Filtering;
using Plane = IqaSharp.Imaging.Planes.Plane;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace IqaSharp.Restorations.Denoising;

/// <summary>Total variation denoising: minimises λ · TV(u) + ½ ‖u − f‖². Typical artefacts: flattened texture and staircasing.</summary>
/// <remarks>Rudin, Osher, Fatemi, Physica D 60, 1992; solved as in Chambolle, "An algorithm for total variation minimization and applications", JMIV 20, 2004, eq. 9.</remarks>
internal static class TotalVariation
{
    /// <summary>Step size; Chambolle proves convergence up to 1/8 and observes it up to 1/4.</summary>
    private const float Step = 0.248f;

    /// <param name="noisy">0–255.</param>
    /// <param name="lambda">The weight of the variation; about the standard deviation of the noise.</param>
    /// <param name="iterations">Iterations on the dual field.</param>
    public static Plane Denoise(Plane noisy, float lambda, int iterations)
    {
        // Rows are whole vectors, each preceded by one vector of zeros: the left neighbour of the first sample.
        var lead = Vector<float>.Count;
        var stride = MirroredPlane.AlignUp(noisy.Width) + lead;
        var (field, result) = (new Field(stride, noisy.Height), new Plane(noisy.Width, noisy.Height));
        for (var y = 0; y < noisy.Height; y++)
        {
            TensorPrimitives.Divide(noisy.Row(y), lambda, field.Target.AsSpan((y * stride) + lead, noisy.Width));
        }

        var inside = new float[stride];
        inside.AsSpan(lead, noisy.Width - 1).Fill(1);
        for (var i = 0; i < iterations; i++)
        {
            field.Diverge(lead);
            field.Ascend(lead, inside);
        }

        field.Diverge(lead);
        for (var y = 0; y < noisy.Height; y++)
        {
            TensorPrimitives.Multiply(field.Excess.AsSpan((y * stride) + lead, noisy.Width), -lambda, result.Row(y));
        }

        return result;
    }

    /// <summary>The dual field p, and div p − f / λ.</summary>
    private sealed class Field(int stride, int height)
    {
        private readonly float[] _x = new float[stride * height];

        // With one row of zeros above the first.
        private readonly float[] _y = new float[stride * (height + 1)];

        public float[] Target { get; } = new float[stride * height];

        // One more, because the right neighbour of the last sample is read, though not used.
        public float[] Excess { get; } = new float[(stride * height) + 1];

        public void Diverge(int lead)
        {
            for (var row = 0; row < Target.Length; row += stride)
            {
                for (var i = row + lead; i < row + stride; i += lead)
                {
                    var divergence = new Vector<float>(_x, i) - new Vector<float>(_x, i - 1) + new Vector<float>(_y, i + stride) - new Vector<float>(_y, i);
                    (divergence - new Vector<float>(Target, i)).CopyTo(Excess, i);
                }
            }
        }

        /// <param name="lead">Offset of the first sample in a row.</param>
        /// <param name="inside">[stride]: 1 where there is a right neighbour, else 0.</param>
        public void Ascend(int lead, float[] inside)
        {
            var last = Target.Length - stride;
            for (var row = 0; row <= last; row += stride)
            {
                for (var x = lead; x < stride; x += lead)
                {
                    var i = row + x;
                    var here = new Vector<float>(Excess, i);
                    var gx = (new Vector<float>(Excess, i + 1) - here) * new Vector<float>(inside, x);
                    var gy = row < last ? new Vector<float>(Excess, i + stride) - here : Vector<float>.Zero;
                    var shrink = Vector<float>.One / (Vector<float>.One + (Step * Vector.SquareRoot((gx * gx) + (gy * gy))));
                    ((new Vector<float>(_x, i) + (Step * gx)) * shrink).CopyTo(_x, i);
                    ((new Vector<float>(_y, i + stride) + (Step * gy)) * shrink).CopyTo(_y, i + stride);
                }
            }
        }
    }
}
