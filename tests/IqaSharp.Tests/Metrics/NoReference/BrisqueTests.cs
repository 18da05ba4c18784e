using IqaSharp.Core;
using IqaSharp.Imaging;
using IqaSharp.Metrics.NoReference;
using IqaSharp.Tests.Imaging;
using Xunit;
using Pairwise = MathNet.Numerics.Statistics.Correlation;

namespace IqaSharp.Tests.Metrics.NoReference;

public sealed class BrisqueTests
{
    [Theory, MemberData(nameof(Degraded.Pristine), MemberType = typeof(Degraded))]
    public void Blur_and_noise_make_it_worse(string name)
    {
        var image = Image.Load(Fixture.Sample(name));
        var score = Brisque.Score(image);
        Assert.InRange(score, 0, 60);
        Assert.True(Brisque.Score(Degraded.Blur(image, 2)) > score);
        Assert.True(Brisque.Score(Degraded.Noise(image, 40)) > score);
    }

    [Fact]
    public void Features_of_noise_are_those_of_a_gaussian()
    {
        var features = BrisqueFeatures.Of(Degraded.Noise(Degraded.Flat(400, 400, 128), 20));
        Assert.Equal(BrisqueFeatures.Count, features.Length);
        Assert.InRange(features[0], 2, 3.5); // nearly Gaussian: normalising clips the tails a little
        Assert.Equal(0.8, features[2], 0.2); // products of independent Gaussians are more peaked than a Laplacian
        Assert.True(features[3] < 0 && features[4] > features[5]); // and mostly negative: the neighbours of a pixel above its local mean are below theirs
    }

    [Theory]
    [InlineData(14, 14)]
    [InlineData(100, 50)]
    public void A_flat_image_has_a_score_in_the_usual_range(int width, int height) => Assert.InRange(Brisque.Score(Degraded.Flat(width, height, 90)), 0, 100);

    [Fact]
    public void An_image_that_is_too_small_is_refused() =>
        Assert.Equal("image: 1×1 pixels are too few: brisque needs 14 on each side", Assert.Throws<BadImageException>(() => Brisque.Score(Degraded.Flat(1, 1, 0))).Message);

    [Fact]
    public void The_shipped_parameters_have_a_recipe()
    {
        var recipe = BrisqueModel.Default.Recipe;
        Assert.Equal(10000, recipe.Images);
        Assert.StartsWith("iqa fit brisque --data \"$IQA_DATA/", recipe.Command, StringComparison.Ordinal);
        Assert.Contains("5 folds", recipe.Settings["crossValidation"], StringComparison.Ordinal);
        Assert.Equal(400, BrisqueModel.Default.Regressor.Centres.Length);
    }

    [Fact]
    public void A_fit_learns_from_the_features()
    {
        var (features, mos) = Examples(400, 1);
        var (others, theirs) = Examples(200, 2);
        var model = BrisqueFit.Fit(features, mos, new(new ScoreRange(1, 5), 100), "a test", "examples");
        var predicted = others.Select(x => model.Regressor.Predict(x)).ToList();
        Assert.True(Pairwise.Pearson(predicted, theirs) < -0.98); // the score grows as the opinion falls
        Assert.All(predicted.Zip(theirs), pair => Assert.Equal(100 * (5 - pair.Second) / 4, pair.First, 3.0));

        using var folder = new TemporaryFolder();
        model.Save(folder["brisque.json"]);
        Assert.Equal(predicted[0], BrisqueModel.Load(folder["brisque.json"]).Regressor.Predict(others[0]));
    }

    [Fact]
    public void With_every_example_as_a_centre_it_is_kernel_ridge_regression()
    {
        var (features, targets) = Examples(20, 3);
        const double Gamma = 0.05, Lambda = 0.3;
        var fit = new KernelRidge(features, targets, 20).Fit(Gamma, Lambda);

        // (K + λI) w = y − b
        for (var i = 0; i < 20; i++)
        {
            Assert.Equal(targets[i] - fit.Bias, fit.Predict(features[i]) - fit.Bias + (Lambda * fit.Weights[i]), 1e-3);
        }
    }

    [Fact]
    public void Cross_validation_never_sees_what_it_predicts()
    {
        var (features, targets) = Examples(50, 4);
        double[] changed = [.. targets.Select((target, i) => i % 5 == 2 ? target + 100 : target)];
        var (before, after) = (new KernelRidge(features, targets, 30).CrossValidate(0.05, [0.1], 5)[0], new KernelRidge(features, changed, 30).CrossValidate(0.05, [0.1], 5)[0]);
        Assert.All(Enumerable.Range(0, 50).Where(i => i % 5 == 2), i => Assert.Equal(before[i], after[i], 1e-6));
        Assert.NotEqual(before[0], after[0], 1.0);
    }

    [Fact]
    public void Too_few_images_are_refused() => Assert.Equal(
        "examples: 36 images; BRISQUE is fitted on more than 36",
        Assert.Throws<BadInputException>(() => BrisqueFit.Fit(Examples(36, 1).Features, Examples(36, 1).Mos, new(new ScoreRange(0, 1)), "a test", "examples")).Message);

    [Theory]
    [InlineData(3, 3, "examples: opinions from 3 to 3; BRISQUE is fitted on different ones from 1 to 5")]
    [InlineData(0.5, 4, "examples: opinions from 0.5 to 4; BRISQUE is fitted on different ones from 1 to 5")]
    public void Opinions_must_differ_and_be_on_the_scale(double low, double high, string message) => Assert.Equal(
        message,
        Assert.Throws<BadInputException>(() => BrisqueFit.Fit(Examples(40, 1).Features, [.. Enumerable.Range(0, 40).Select(i => i == 7 ? high : low)], new(new ScoreRange(1, 5)), "a test", "examples")).Message);

    [Fact]
    public void A_file_of_other_content_is_refused()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("brisque.json", """{"recipe":{"command":"","data":"","images":1,"settings":{}},"regressor":{"mean":[],"deviation":[],"gamma":1,"bias":0,"weights":[1],"centres":[]}}"""u8);
        Assert.Equal("holds no parameters of this metric: its arrays are not those of 36 features", Assert.Throws<BadInputException>(() => BrisqueModel.Load(path)).Reason);
    }

    /// <summary>Random features, and an opinion of 1 … 5 that depends on two of them.</summary>
    private static (List<double[]> Features, List<double> Mos) Examples(int count, int seed)
    {
        var random = new Random(seed);
        List<double[]> features = [.. Enumerable.Range(0, count).Select(_ => Enumerable.Range(0, BrisqueFeatures.Count).Select(i => i < 2 ? random.NextDouble() : i + (0.01 * i)).ToArray())];
        return (features, [.. features.Select(x => 3 + Math.Sin(3 * x[0]) + Math.Cos(2 * x[1]))]);
    }
}
