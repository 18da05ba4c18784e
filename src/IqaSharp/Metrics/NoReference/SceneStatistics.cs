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
        var (all, horizontal, vertical, diagonal, antidiagonal) = (new SignedMoments(), new SignedMoments(), new SignedMoments(), new SignedMoments(), new SignedMoments());
        for (var y = 0; y < height; y++)
        {
            ReadOnlySpan<float> Row(int i) => mscn.Row(top + ((i + height) % height)).Slice(left, width);

            var row = Row(y);
            all.Add(row);
            AddShifted(ref horizontal, row, row);
            vertical.AddProducts(row, Row(y - 1));
            AddShifted(ref diagonal, row, Row(y - 1));
            AddShifted(ref antidiagonal, row, Row(y + 1));
        }

        return new(all, horizontal, vertical, diagonal, antidiagonal);
    }

    /// <summary>The distributions of the products, in the papers' order.</summary>
    public AsymmetricGaussian[] Products() =>
        [AsymmetricGaussian.Fit(Horizontal), AsymmetricGaussian.Fit(Vertical), AsymmetricGaussian.Fit(Diagonal), AsymmetricGaussian.Fit(Antidiagonal)];

    private static void AddShifted(ref SignedMoments moments, ReadOnlySpan<float> row, ReadOnlySpan<float> neighbours)
    {
        moments.AddProducts(row[1..], neighbours[..^1]);
        moments.AddProducts(row[..1], neighbours[^1..]);
    }
}
