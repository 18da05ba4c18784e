using CsCheck;
using IqaSharp.Evaluation;
using Xunit;

namespace IqaSharp.Tests.Evaluation;

public class CorrelationsTests
{
    private static readonly double[] First = [3.1, 2.2, 2.2, 5.5, 4.0, 4.0, 4.0, 1.0, 7.5, 6.0, 2.2, 9.0];
    private static readonly double[] Second = [30, 25, 20, 50, 50, 35, 41, 10, 66, 66, 22, 60];

    /// <summary>With ties in both series, against SciPy 1.10.1's <c>spearmanr</c>, <c>pearsonr</c> and <c>kendalltau</c>.</summary>
    [Fact]
    public void Ties_are_handled_as_in_SciPy()
    {
        Assert.Equal(0.9573499347459161, Correlations.Srcc(First, Second)!.Value, 1e-12);
        Assert.Equal(0.9162530489838502, Correlations.Plcc(First, Second)!.Value, 1e-12);
        Assert.Equal(0.8714212528966687, Correlations.Krcc(First, Second)!.Value, 1e-12);
    }

    [Fact]
    public void Small_cases_have_known_values()
    {
        double[] rising = [1, 2, 3, 4], bent = [1, 10, 11, 100], falling = [4, 3, 2, 1];
        Assert.Equal(1, Correlations.Srcc(rising, bent)!.Value, 1e-12);
        Assert.Equal(1, Correlations.Krcc(rising, bent)!.Value, 1e-12);
        Assert.True(Correlations.Plcc(rising, bent) < 1);
        Assert.Equal(-1, Correlations.Srcc(rising, falling)!.Value, 1e-12);
        Assert.Equal(-1, Correlations.Krcc(rising, falling)!.Value, 1e-12);
        Assert.Equal(2 / 3.0, Correlations.Krcc(rising, [1, 2, 4, 3])!.Value, 1e-12); // one of six pairs is inverted
        Assert.Equal(0.8, Correlations.Srcc(rising, [1, 2, 4, 3])!.Value, 1e-12); // 1 − 6 · 2 / (4 · 15)
        Assert.Equal([1, 2.5, 2.5, 4], Correlations.Ranks([5, 7, 7, 9]));
    }

    [Theory]
    [InlineData(new double[0], new double[0])]
    [InlineData(new double[] { 1 }, new double[] { 2 })]
    [InlineData(new double[] { 1, 1, 1 }, new double[] { 1, 2, 3 })]
    [InlineData(new double[] { 1, 2, 3 }, new double[] { 7, 7, 7 })]
    public void Constant_series_have_no_correlation(double[] a, double[] b)
    {
        Assert.Null(Correlations.Srcc(a, b));
        Assert.Null(Correlations.Plcc(a, b));
        Assert.Null(Correlations.Krcc(a, b));
    }

    /// <summary>Squares of such numbers overflow, or vanish.</summary>
    [Theory]
    [InlineData(1e-300)]
    [InlineData(1e300)]
    public void Numbers_of_any_size_have_a_correlation(double unit)
    {
        double[] large = [.. First.Select(value => value * unit)];
        Assert.Equal(Correlations.Plcc(First, Second)!.Value, Correlations.Plcc(large, Second)!.Value, 1e-12);
        Assert.Equal(Correlations.Plcc(First, Second)!.Value, Correlations.Plcc(Second, large)!.Value, 1e-12);
        Assert.Equal(Correlations.Rmse(First, [.. First.Reverse()]), Correlations.Rmse(large, [.. large.Reverse()]) / unit, 1e-12);
        var curve = Logistic.Fit(large, Second)!;
        Assert.InRange(Correlations.Plcc([.. large.Select(curve.At)], Second)!.Value, 0.91, 1);
    }

    [Fact]
    public void Invalid_input_is_refused()
    {
        Assert.Throws<ArgumentException>(() => Correlations.Srcc([1, double.NaN], [1, 2]));
        Assert.Throws<ArgumentException>(() => Correlations.Plcc([1, 2], [1, 2, 3]));
    }

    /// <summary>Against the definition: concordant minus discordant pairs, over the geometric mean of the numbers of untied pairs.</summary>
    [Fact]
    public void Kendall_matches_its_definition() =>
        Gen.Select(Gen.Int[0, 6], Gen.Int[0, 6]).Array[2, 40].Sample(pairs =>
        {
            double[] a = [.. pairs.Select(p => (double)p.Item1)], b = [.. pairs.Select(p => (double)p.Item2)];
            var (agreement, free, freer) = (0, 0, 0);
            for (var i = 0; i < a.Length; i++)
            {
                for (var j = 0; j < i; j++)
                {
                    var (x, y) = (Math.Sign(a[i] - a[j]), Math.Sign(b[i] - b[j]));
                    (agreement, free, freer) = (agreement + (x * y), free + Math.Abs(x), freer + Math.Abs(y));
                }
            }

            var expected = free > 0 && freer > 0 ? agreement / Math.Sqrt((double)free * freer) : (double?)null;
            Assert.Equal(expected is null, Correlations.Krcc(a, b) is null);
            Assert.Equal(expected ?? 0, Correlations.Krcc(a, b) ?? 0, 1e-12);
        });

    /// <summary>Against SciPy 1.10.1's <c>curve_fit</c>.</summary>
    [Theory]
    [InlineData(4, 0.9956970341574422, 2.080069692122306)]
    [InlineData(5, 0.9956995037946806, 2.0794739771899073)]
    public void Curves_match_SciPy(int parameters, double plcc, double rmse)
    {
        double[] x = [0.0, 0.42, 0.83, 1.25, 1.67, 2.08, 2.5, 2.92, 3.33, 3.75, 4.17, 4.58, 5.0, 5.42, 5.83, 6.25, 6.67, 7.08, 7.5, 7.92, 8.33, 8.75, 9.17, 9.58, 10.0];
        double[] y = [24.63, 20.71, 21.64, 21.6, 26.92, 22.44, 33.02, 31.16, 37.07, 40.42, 48.83, 46.88, 55.52, 60.2, 67.38, 66.48, 71.2, 71.98, 75.53, 77.88, 75.43, 80.6, 80.6, 80.15, 81.19];
        var curve = Logistic.Fit(x, y, parameters)!;
        double[] fitted = [.. x.Select(curve.At)];
        Assert.Equal(plcc, Correlations.Plcc(fitted, y)!.Value, 1e-5);
        Assert.Equal(rmse, Correlations.Rmse(fitted, y), 1e-3);

        // Reversing the scores gives an equally good fit.
        var falling = Logistic.Fit([.. x.Select(value => -value)], y, parameters)!;
        Assert.Equal(rmse, Correlations.Rmse([.. x.Select(value => falling.At(-value))], y), 1e-3);
    }
}
