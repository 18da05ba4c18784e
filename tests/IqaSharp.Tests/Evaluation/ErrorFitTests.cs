using IqaSharp.Evaluation;
using IqaSharp.Models;
using Xunit;

namespace IqaSharp.Tests.Evaluation;

/// <summary>On embeddings and errors that are generated, so that as many fresh ones can be had as the check needs.</summary>
public class ErrorFitTests
{
    private const int Numbers = 12;

    /// <summary>Split conformal prediction promises nine tenths. With 1,000 images the share varies with a deviation of 0.0095 from fit to fit; twelve fits together by 0.003.</summary>
    [Fact]
    public void Nine_tenths_of_fresh_opinions_lie_in_the_intervals()
    {
        var held = new List<double>();
        for (var seed = 1; seed <= 12; seed++)
        {
            var random = new Random(seed);
            var fit = Fit(random, 1000);
            var (vectors, errors) = Draw(random, 4000);
            held.Add(vectors.Zip(errors, (vector, error) => Math.Abs(error) <= fit.Estimate.HalfWidth(vector) ? 1.0 : 0).Average());
            Assert.InRange(fit.Held, 0.885, 0.915);
        }

        Assert.All(held, share => Assert.InRange(share, 0.865, 0.935));
        Assert.InRange(held.Average(), 0.89, 0.91);
    }

    [Fact]
    public void Intervals_are_wider_where_errors_are_larger_and_narrower_on_average_than_one_width_for_all()
    {
        var random = new Random(1);
        var fit = Fit(random, 2000);
        var (vectors, errors) = Draw(random, 4000);
        Assert.True(vectors.Where(v => v[0] > 1).Average(v => fit.Estimate.HalfWidth(v)) > 2 * vectors.Where(v => v[0] < -1).Average(v => fit.Estimate.HalfWidth(v)));
        double[] sorted = [.. errors.Select(Math.Abs).Order()];
        var constant = sorted[(int)(Calibration.Coverage * sorted.Length)];
        Assert.True(vectors.Average(v => fit.Estimate.HalfWidth(v)) < 0.97 * constant);
        Assert.Equal(2 * vectors.Average(v => fit.Estimate.HalfWidth(v)), fit.MeanWidth, 0.1 * fit.MeanWidth);
    }

    [Fact]
    public void Degenerate_data_give_widths_that_are_positive_numbers()
    {
        var same = Enumerable.Range(0, 60).Select(_ => new float[Numbers]).ToList();
        foreach (var errors in new[] { new double[60], [.. Enumerable.Repeat(5.0, 60)], [.. Enumerable.Range(0, 60).Select(i => i == 0 ? 1e6 : 0.0)] })
        {
            var estimate = ErrorFit.Of(same, errors).Estimate;
            estimate.Validate();
            Assert.True(double.IsFinite(estimate.HalfWidth(same[0])) && estimate.HalfWidth(same[0]) > 0);
        }
    }

    [Fact]
    public void The_same_data_give_the_same_numbers()
    {
        var (one, other) = (Fit(new Random(7), 300).Estimate, Fit(new Random(7), 300).Estimate);
        Assert.Equal(one.Weights, other.Weights);
        Assert.Equal((one.Bias, one.Floor, one.Factor), (other.Bias, other.Floor, other.Factor));
    }

    private static ErrorFit Fit(Random random, int images)
    {
        var (vectors, errors) = Draw(random, images);
        return ErrorFit.Of(vectors, errors);
    }

    /// <summary>Errors with a Laplace distribution whose size depends on the first number.</summary>
    private static (List<float[]> Vectors, List<double> Errors) Draw(Random random, int images)
    {
        var (vectors, errors) = (new List<float[]>(), new List<double>());
        for (var i = 0; i < images; i++)
        {
            float[] vector = [.. Enumerable.Range(0, Numbers).Select(_ => (float)Normal(random))];
            vectors.Add(vector);
            errors.Add((random.Next(2) == 0 ? 1 : -1) * Math.Max(1, 4 + (4 * vector[0])) * -Math.Log(1 - random.NextDouble()));
        }

        return (vectors, errors);
    }

    internal static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(Math.Tau * random.NextDouble());
}
