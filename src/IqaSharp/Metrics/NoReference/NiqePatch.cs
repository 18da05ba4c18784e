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
    public static IReadOnlyList<NiqePatch> Of(LumaRows luma)
    {
        var (columns, rows) = (luma.Width / Side, luma.Height / Side);
        if (columns == 0 || rows == 0)
        {
            return [];
        }

        var full = luma.Resized(columns * Side, rows * Side);
        var half = full.Half();
        var patches = new List<NiqePatch>(rows * columns);
        for (var top = 0; top < full.Height; top += Side)
        {
            using var mscn = Mscn.Of(full, top, top + Side);
            using var halfMscn = Mscn.Of(half, top / 2, (top + Side) / 2);
            for (var left = 0; left < full.Width; left += Side)
            {
                var (fine, coarse) = (SceneStatistics.Of(mscn.Coefficients, left, 0, Side, Side), SceneStatistics.Of(halfMscn.Coefficients, left / 2, 0, Side / 2, Side / 2));
                if (fine.Coefficients.Absolute > 0 && coarse.Coefficients.Absolute > 0)
                {
                    patches.Add(new([.. OfScale(fine), .. OfScale(coarse)], Mean(mscn.Deviation, left)));
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

    private static double Mean(Plane patches, int left)
    {
        var sum = 0.0;
        for (var y = 0; y < Side; y++)
        {
            sum += TensorPrimitives.Sum<float>(patches.Row(y).Slice(left, Side));
        }

        return sum / (Side * Side);
    }
}
