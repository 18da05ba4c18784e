using IqaSharp.Evaluation;
using Xunit;

namespace IqaSharp.Tests.Evaluation;

public class LogisticTests
{
    /// <summary>40 sets of each of five kinds, as in docs/decisions/logistic-curve.md.</summary>
    private static readonly (double[] Scores, double[] Opinions)[] Sets = [.. Enumerable.Range(0, 200).Select(Generate)];

    /// <summary>No position and width of the step, on a fine grid that is refined around its best points, gives a smaller squared error than the fit.</summary>
    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public void The_fit_is_the_least_squares_optimum(int parameters)
    {
        var worse = Sets.Index().AsParallel().Where(set =>
        {
            var (x, y) = set.Item;
            var curve = Logistic.Fit(x, y, parameters)!;
            var error = x.Zip(y, (score, opinion) => (curve.At(score) - opinion) * (curve.At(score) - opinion)).Sum();
            return error > (BruteForce.SquaredError(x, y, withSlope: parameters == 5) * (1 + 1e-6)) + 1e-9;
        }).Select(set => set.Index).Order().ToList();
        Assert.True(worse.Count == 0, $"{worse.Count} of {Sets.Length}: {string.Join(' ', worse)}");
    }

    /// <summary>A straight line is the limit of a wide step, so that a fit loses nothing: its correlation is not below that of the raw scores, whatever their direction.</summary>
    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public void A_fitted_correlation_is_not_below_the_raw_one(int parameters) => Assert.All(Sets, set =>
    {
        var curve = Logistic.Fit(set.Scores, set.Opinions, parameters)!;
        var fitted = Correlations.Plcc([.. set.Scores.Select(curve.At)], set.Opinions)!.Value;
        Assert.True(fitted > Math.Abs(Correlations.Plcc(set.Scores, set.Opinions)!.Value) - 1e-6);
    });

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public void Opinions_on_a_curve_are_fitted_exactly(int parameters)
    {
        double[] x = [.. Enumerable.Range(0, 30).Select(i => i / 3.0)];
        double[] y = [.. x.Select(score => 1 + (4 / (1 + Math.Exp(-(score - 6) / 0.7))))];
        var curve = Logistic.Fit(x, y, parameters)!;
        Assert.All(x.Zip(y), point => Assert.Equal(point.Second, curve.At(point.First), 1e-6));
        if (parameters == 4)
        {
            Assert.Equal([5, 1], curve.Parameters.Take(2).Select(value => Math.Round(value, 5)));
            Assert.Equal((6, 0.7), (Math.Round((curve.Parameters[2] * curve.Spread) + curve.Centre, 5), Math.Round(curve.Parameters[3] * curve.Spread, 5)));
        }
    }

    /// <summary>Degenerate: a step, two values, many ties, points on a line.</summary>
    [Theory]
    [InlineData(new double[] { 1, 2, 3, 4, 5, 6, 7, 8 }, new double[] { 1, 1, 1, 1, 9, 9, 9, 9 }, 1)]
    [InlineData(new double[] { 0, 0, 0, 0, 1, 1, 1, 1 }, new double[] { 1, 2, 1, 2, 8, 9, 8, 9 }, 0.98994949)] // 3.5 ∕ √(3.5² + 0.5²)
    [InlineData(new double[] { 1, 2, 3, 4, 5, 6, 7, 8 }, new double[] { 8, 7, 6, 5, 4, 3, 2, 1 }, 1)]
    [InlineData(new double[] { 1, 1, 1, 1, 1, 1, 1, 2 }, new double[] { 1, 2, 3, 4, 5, 6, 7, 8 }, 0.5773502692)] // with two positions the means are fitted: the raw PLCC
    public void Degenerate_sets_are_fitted(double[] scores, double[] opinions, double plcc)
    {
        foreach (var parameters in new[] { 4, 5 })
        {
            var curve = Logistic.Fit(scores, opinions, parameters)!;
            Assert.Equal(plcc, Correlations.Plcc([.. scores.Select(curve.At)], opinions)!.Value, 1e-5);
        }
    }

    private static (double[] Scores, double[] Opinions) Generate(int seed)
    {
        var random = new Random(seed);
        double Noise() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        var kind = seed % 5;
        var count = kind == 3 ? 6 + random.Next(5) : 20 + random.Next(40);
        var (centre, width, falls) = (random.NextDouble() * 10, 0.1 + (2 * random.NextDouble()), random.Next(2) == 0);
        double[] x = [.. Enumerable.Range(0, count).Select(_ => 10 * random.NextDouble())];
        double[] y = [.. x.Select(score => (falls ? -50 : 50) * Math.Tanh((score - centre) / width)).Select(value => kind switch
        {
            0 => value + (2 * Noise()), // monotone
            1 => value + (60 * Noise()), // noisy
            2 => 10 * Noise(), // flat
            3 => value + (30 * Noise()), // few images
            _ => value + (random.Next(10) == 0 ? 300 * Noise() : 5 * Noise()), // outliers
        })];
        return (x, y);
    }
}
