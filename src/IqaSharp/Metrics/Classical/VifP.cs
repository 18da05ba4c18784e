using System.Numerics.Tensors;
using IqaSharp.Imaging.Planes;

namespace IqaSharp.Metrics.Classical;

/// <summary>Visual information fidelity in the pixel domain: the share of the information in the reference that the visual system can still extract from the distorted image.</summary>
/// <remarks>Sheikh, Bovik, "Image information and visual quality", IEEE TIP 15(2), 2006, eq. 22, in the simpler form that the authors published as <c>vifp_mscale</c>:
/// scalar Gaussian scale mixtures in the pixels of four scales, noise of variance 2. 1 is identical, 0 means no information is left; contrast enhancement gives more than 1.</remarks>
public static class VifP
{
    /// <summary>The shortest side in pixels, so that the window of 3 fits at the fourth scale.</summary>
    public const int SmallestSide = 41;

    private const float Noise = 2;
    private const float Epsilon = 1e-10f;

    /// <param name="reference">Luma, [height, width], 0–255.</param>
    /// <param name="distorted">Luma of the same size.</param>
    /// <exception cref="ArgumentException">The planes differ in size, or the reference is flat and the distorted plane is no copy of it.</exception>
    public static double Score(Plane reference, Plane distorted) => Undefined.Resolve(Compare(reference, distorted), reference, distorted, "vifp");

    /// <summary>The score; NaN if the reference holds no information.</summary>
    internal static double Compare(Plane reference, Plane distorted)
    {
        Plane.ThrowIfDifferent(reference, distorted);
        var (kept, all) = (0.0, 0.0);
        var (x, y) = (Statistics.Centred(reference), Statistics.Centred(distorted));
        for (var scale = 4; scale > 0; scale--)
        {
            var size = (1 << scale) + 1;
            var window = Kernel.Gaussian(size, size / 5.0);
            if (scale < 4)
            {
                (var (largerX, largerY), x, y) = ((x, y), Reduce(x, window), Reduce(y, window));
                largerX.Dispose();
                largerY.Dispose();
            }

            var (keptHere, allHere) = Information(x, y, window);
            (kept, all) = (kept + keptHere, all + allHere);
        }

        x.Dispose();
        y.Dispose();
        return kept / all;
    }

    /// <summary>The distortion channel: distorted = gain · reference + noise of variance <c>Added</c>. A negative gain (an inverted image) counts as pure noise,
    /// and a window that is copied, flat or not, as a gain of 1.</summary>
    internal static (float Gain, float Added) Channel(float reference, float distorted, float covariance, float epsilon)
    {
        var gain = covariance / (reference + epsilon);
        return reference == distorted && distorted == covariance ? (1, 0)
            : distorted < epsilon ? (0, epsilon)
            : reference < epsilon || gain < 0 ? (0, distorted)
            : (gain, Math.Max(distorted - (gain * covariance), epsilon));
    }

    private static Plane Reduce(Plane plane, float[] window)
    {
        using var smooth = Filter.Valid(plane, window);
        return Downsample.EverySecond(smooth);
    }

    /// <summary>The information of one scale, in nats: in the distorted image, and in the reference.</summary>
    private static (double Kept, double All) Information(Plane reference, Plane distorted, float[] window)
    {
        var height = reference.Height - window.Length + 1;
        var (kept, all) = (new double[height], new double[height]);
        LocalMoments.ForEachRow(reference, distorted, window, (y, moments) =>
        {
            var x = moments.VarianceX;
            var z = moments.VarianceY;
            var covariance = moments.Covariance;
            var (signal, whole) = (new float[x.Length], new float[x.Length]);
            for (var i = 0; i < x.Length; i++)
            {
                var (gain, added) = Channel(x[i], z[i], covariance[i], Epsilon);
                signal[i] = gain * gain * x[i] / (added + Noise);
                whole[i] = x[i] / Noise;
            }

            TensorPrimitives.LogP1<float>(signal, signal);
            TensorPrimitives.LogP1<float>(whole, whole);
            (kept[y], all[y]) = (TensorPrimitives.Sum<float>(signal), TensorPrimitives.Sum<float>(whole));
        });
        return (kept.Sum(), all.Sum());
    }
}
