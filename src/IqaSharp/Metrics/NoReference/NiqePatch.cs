using System.Numerics.Tensors;
using IqaSharp.Imaging.Planes;

namespace IqaSharp.Metrics.NoReference;

/// <summary>NIQE's features of one patch of 96×96 pixels.</summary>
/// <remarks>Mittal, Soundararajan, Bovik, "Making a 'Completely Blind' Image Quality Analyzer", IEEE SPL 20(3), 2013, section II.</remarks>
/// <param name="Features">[36]: for the patch at full and at half size, the shape and scale of the MSCN coefficients,
/// and shape, mean, left and right scale of the products of neighbours along four directions.</param>
/// <param name="Sharpness">The mean of the local deviation σ, in grey levels (eq. 4).</param>
internal sealed record NiqePatch(double[] Features, double Sharpness)
{
    /// <summary>The number of features.</summary>
    public const int Count = 36;

    /// <summary>The side of a patch, in pixels.</summary>
    public const int Side = 96;

    /// <summary>The patches of a luma plane. Incomplete patches at the right and bottom are left out,
    /// and so are flat ones, which have no distribution.</summary>
    /// <param name="luma">0–255.</param>
    public static IReadOnlyList<NiqePatch> Of(Plane luma)
    {
        ArgumentNullException.ThrowIfNull(luma);
        var (columns, rows) = (luma.Width / Side, luma.Height / Side);
        if (columns == 0 || rows == 0)
        {
            return [];
        }

        using var full = TopLeft(luma, columns * Side, rows * Side);
        using var half = HalfBicubic.Of(full);
        using var mscn = Mscn.Of(full);
        using var halfMscn = Mscn.Of(half);
        var patches = new List<NiqePatch>(rows * columns);
        for (var y = 0; y < full.Height; y += Side)
        {
            for (var x = 0; x < full.Width; x += Side)
            {
                var (fine, coarse) = (SceneStatistics.Of(mscn.Coefficients, x, y, Side, Side), SceneStatistics.Of(halfMscn.Coefficients, x / 2, y / 2, Side / 2, Side / 2));
                if (fine.Coefficients.Absolute > 0 && coarse.Coefficients.Absolute > 0)
                {
                    patches.Add(new([.. OfScale(fine), .. OfScale(coarse)], Mean(mscn.Deviation, x, y)));
                }
            }
        }

        return patches;
    }

    private static List<double> OfScale(in SceneStatistics statistics)
    {
        var coefficients = AsymmetricGaussian.Fit(statistics.Coefficients);
        List<double> features = [coefficients.Shape, (coefficients.LeftScale + coefficients.RightScale) / 2];
        foreach (var product in statistics.Products())
        {
            features.AddRange([product.Shape, product.Mean, product.LeftScale, product.RightScale]);
        }

        return features;
    }

    private static double Mean(Plane plane, int left, int top)
    {
        var sum = 0.0;
        for (var y = top; y < top + Side; y++)
        {
            sum += TensorPrimitives.Sum<float>(plane.Row(y).Slice(left, Side));
        }

        return sum / (Side * Side);
    }

    private static Plane TopLeft(Plane plane, int width, int height)
    {
        var result = new Plane(width, height);
        for (var y = 0; y < height; y++)
        {
            plane.Row(y)[..width].CopyTo(result.Row(y));
        }

        return result;
    }
}
