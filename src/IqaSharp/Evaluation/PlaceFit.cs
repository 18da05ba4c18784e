using IqaSharp.Core;
using IqaSharp.Models;
using IqaSharp.Networks;
using MathNet.Numerics.LinearAlgebra;

namespace IqaSharp.Evaluation;

/// <summary>Fits what places do to the score: ridge regression from the vectors of a damaged photograph's places to the change of the whole photograph's score.
/// In the examples all of a photograph is damaged in one way, so that each of its places is an example; and it is the change that is fitted, so that what the photograph shows adds nothing.</summary>
internal sealed class PlaceFit
{
    private const int PlacesOfImage = 32;

    /// <summary>λ as a share of each number's variance: more than would predict the score best, for it also steadies what a vector says apart from what the place shows.
    /// In the deletion test 0.01 gives a mean AUROC of 0.84, 0.5 of 0.87, 2 of 0.88.</summary>
    private const double Strength = 2;

    private readonly SplitMix64 _random = new(1);
    private Matrix<double>? _gram;
    private Vector<double>? _sums;
    private Vector<double>? _products;
    private double _targets;
    private int _count;

    /// <summary>Adds an image.</summary>
    /// <param name="places">Its places; as many as count are drawn from them.</param>
    /// <param name="target">The change of its score, on <see cref="PlaceScale"/>.</param>
    public void Add(PlaceTokens places, double target)
    {
        var rows = Matrix<double>.Build.Dense(PlacesOfImage, places.Length);
        for (var i = 0; i < PlacesOfImage; i++)
        {
            var vector = places.Of(_random.Next(places.Columns * places.Rows));
            for (var k = 0; k < vector.Length; k++)
            {
                rows[i, k] = vector[k];
            }
        }

        var (gram, sums) = (rows.TransposeThisAndMultiply(rows), rows.ColumnSums());
        (_gram, _sums, _products) = _gram is null ? (gram, sums, sums * target) : (_gram + gram, _sums! + sums, _products! + (sums * target));
        (_targets, _count) = (_targets + (PlacesOfImage * target), _count + PlacesOfImage);
    }

    /// <summary>Fits to all images that were added.</summary>
    public PlaceEstimate Solve()
    {
        var (mean, target) = (_sums! / _count, _targets / _count);
        var covariance = (_gram! / _count) - mean.OuterProduct(mean);
        var ridge = Matrix<double>.Build.DenseOfDiagonalVector(covariance.Diagonal().Map(variance => Math.Max(Strength * variance, 1e-9)));
        var weights = (covariance + ridge).Cholesky().Solve((_products! / _count) - (target * mean));
        return new PlaceEstimate { Weights = [.. weights.Select(weight => (float)weight)] };
    }
}
