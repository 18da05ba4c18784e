using IqaSharp.Imaging.Planes;

namespace IqaSharp.Metrics.NoReference;

/// <summary>The sums that natural scene statistics are fitted from, over a rectangle of MSCN coefficients:
/// of the coefficients, and of the products of neighbours along the four directions.</summary>
/// <remarks>Mittal, Moorthy, Bovik, IEEE TIP 21(12), 2012, section III-A. As in the authors' code (<c>circshift</c>),
/// a neighbour beyond the rectangle is the one at its opposite side.</remarks>
/// <param name="Coefficients">The coefficients themselves.</param>
/// <param name="Horizontal">Products with the left neighbour.</param>
/// <param name="Vertical">With the upper one.</param>
/// <param name="Diagonal">With the upper left one.</param>
/// <param name="Antidiagonal">With the lower left one.</param>
internal readonly record struct SceneStatistics(
    SignedMoments Coefficients, SignedMoments Horizontal, SignedMoments Vertical, SignedMoments Diagonal, SignedMoments Antidiagonal)
{
    /// <summary>Those of a rectangle.</summary>
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

    /// <summary>The distributions of the products, in the order of the papers.</summary>
    public AsymmetricGaussian[] Products() =>
        [AsymmetricGaussian.Fit(Horizontal), AsymmetricGaussian.Fit(Vertical), AsymmetricGaussian.Fit(Diagonal), AsymmetricGaussian.Fit(Antidiagonal)];

    private static void AddShifted(ref SignedMoments moments, ReadOnlySpan<float> row, ReadOnlySpan<float> neighbours)
    {
        moments.AddProducts(row[1..], neighbours[..^1]);
        moments.AddProducts(row[..1], neighbours[^1..]);
    }
}
