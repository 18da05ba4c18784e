using IqaSharp.Imaging.Planes;

namespace IqaSharp.Metrics.NoReference;

/// <summary>Moments for natural scene statistics over a rectangle of MSCN coefficients:
/// of the coefficients, and of the products of neighbours along four directions.</summary>
/// <remarks>Mittal, Moorthy, Bovik, IEEE TIP 21(12), 2012, section III-A. As in the authors' code (<c>circshift</c>),
/// neighbours wrap around at the rectangle's border.</remarks>
/// <param name="Coefficients">Moments of the coefficients.</param>
/// <param name="Horizontal">Of products with the left neighbour.</param>
/// <param name="Vertical">Of products with the upper neighbour.</param>
/// <param name="Diagonal">Of products with the upper left neighbour.</param>
/// <param name="Antidiagonal">Of products with the lower left neighbour.</param>
internal readonly record struct SceneStatistics(
    SignedMoments Coefficients, SignedMoments Horizontal, SignedMoments Vertical, SignedMoments Diagonal, SignedMoments Antidiagonal)
{
    /// <summary>The moments of a rectangle.</summary>
    public static SceneStatistics Of(Plane mscn, int left, int top, int width, int height)
    {
        var sum = new SceneStatistics();
        for (var y = 0; y < height; y++)
        {
            ReadOnlySpan<float> Row(int i) => mscn.Row(top + ((i + height) % height)).Slice(left, width);

            sum = sum.With(Row(y), Row(y - 1), Row(y + 1));
        }

        return sum;
    }

    /// <summary>The moments of the coefficients of a whole luma plane.</summary>
    public static SceneStatistics Of(LumaRows luma, MscnBorder border)
    {
        var sum = new SceneStatistics();
        var (above, row, first) = (new float[luma.Width], new float[luma.Width], new float[luma.Width]);
        using (var last = Mscn.Of(luma, luma.Height - 1, luma.Height, border))
        {
            last.Coefficients.Row(0).CopyTo(row);
        }

        for (var top = 0; top < luma.Height; top += LumaRows.BandRows)
        {
            using var band = Mscn.Of(luma, top, Math.Min(luma.Height, top + LumaRows.BandRows), border);
            for (var y = 0; y < band.Coefficients.Height; y++)
            {
                var below = band.Coefficients.Row(y);
                if (top + y > 0)
                {
                    sum = sum.With(row, above, below);
                }
                else
                {
                    below.CopyTo(first);
                }

                (above, row) = (row, above);
                below.CopyTo(row);
            }
        }

        return sum.With(row, above, first);
    }

    /// <summary>The distributions of the products, in the papers' order.</summary>
    public AsymmetricGaussian[] Products() =>
        [AsymmetricGaussian.Fit(Horizontal), AsymmetricGaussian.Fit(Vertical), AsymmetricGaussian.Fit(Diagonal), AsymmetricGaussian.Fit(Antidiagonal)];

    /// <summary>The moments with those of one more row.</summary>
    private SceneStatistics With(ReadOnlySpan<float> row, ReadOnlySpan<float> above, ReadOnlySpan<float> below)
    {
        var (all, horizontal, vertical, diagonal, antidiagonal) = (Coefficients, Horizontal, Vertical, Diagonal, Antidiagonal);
        all.Add(row);
        AddShifted(ref horizontal, row, row);
        vertical.AddProducts(row, above);
        AddShifted(ref diagonal, row, above);
        AddShifted(ref antidiagonal, row, below);
        return new(all, horizontal, vertical, diagonal, antidiagonal);
    }

    private static void AddShifted(ref SignedMoments moments, ReadOnlySpan<float> row, ReadOnlySpan<float> neighbours)
    {
        moments.AddProducts(row[1..], neighbours[..^1]);
        moments.AddProducts(row[..1], neighbours[^1..]);
    }
}
