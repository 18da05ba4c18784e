using IqaSharp.Evaluation;
using Xunit;

namespace IqaSharp.Tests.Evaluation;

/// <summary>On embeddings that the tests draw: 24 normal numbers each, of which the network's own head reads the first.</summary>
public class AdaptationInputTests
{
    private const int Width = 24;

    [Fact]
    public void A_known_linear_head_is_found()
    {
        double[] weights = [.. Enumerable.Range(0, Width).Select(i => Math.Cos(i))];
        var input = Input(seed: 1, images: 200, (embedding, _) => 3 + weights.Zip(embedding, (weight, value) => weight * value).Sum());
        var head = input.Fit();
        Assert.All(weights.Zip(head.Weights), pair => Assert.Equal(pair.First, pair.Second, 1e-2));
        Assert.Equal(3, head.Bias, 1e-2);
        var report = input.CrossValidate(TestContext.Current.CancellationToken);
        Assert.True(report.Adapted.Value > 0.999);
        Assert.True(report.HasGained);
    }

    [Fact]
    public void A_gain_is_reported_with_its_interval()
    {
        var report = Input(seed: 2, images: 150, (embedding, random) => embedding[0] + (2 * embedding[1]) + Normal(random)).CrossValidate(TestContext.Current.CancellationToken);
        Assert.Equal((150, 150), (report.Ratings, report.Scenes));
        Assert.Equal(report.Adapted.Value - report.Unadapted.Value, report.Gain.Value, 1e-9);
        Assert.InRange(report.Gain.Low, 0.1, report.Gain.Value);
        Assert.InRange(report.Adapted.Value, 0.8, 0.95);
    }

    /// <summary>The interval is two-sided and of 95 %: one gain in forty would be chance.</summary>
    [Fact]
    public void Noise_gains_nothing() =>
        Assert.InRange(Enumerable.Range(0, 20).Count(seed => Input(seed, images: 60, (_, random) => Normal(random)).CrossValidate(TestContext.Current.CancellationToken).HasGained), 0, 1);

    [Fact]
    public void Ratings_that_the_model_knew_already_gain_nothing_and_lose_little()
    {
        var report = Input(seed: 3, images: 60, (embedding, random) => embedding[0] + (0.5 * Normal(random))).CrossValidate(TestContext.Current.CancellationToken);
        Assert.False(report.HasGained);
        Assert.InRange(report.Gain.Value, -0.05, 0.05);
    }

    [Fact]
    public void Ratings_that_fall_where_the_score_rises_are_no_gain() =>
        Assert.False(Input(seed: 4, images: 60, (embedding, random) => (0.5 * Normal(random)) - embedding[0]).CrossValidate(TestContext.Current.CancellationToken).HasGained);

    /// <summary>Twenty images of each scene, which a head can recognise, and a rating that depends on the scene alone: what is learned of one scene says nothing of another.</summary>
    [Fact]
    public void Scenes_that_are_recognised_are_no_gain()
    {
        var random = new Random(5);
        var scenes = Enumerable.Range(0, 10).Select(_ => (Centre: Embedding(random), Rating: Normal(random))).ToList();
        var images = Enumerable.Range(0, 200).Select(i => (Embedding: scenes[i % 10].Centre.Select(value => value + (0.1 * Normal(random))).ToArray(), scenes[i % 10].Rating)).ToList();
        AdaptationReport Report(Func<int, int> group) => new AdaptationInput(
            [.. images.Select(image => image.Embedding)], [.. images.Select(image => image.Embedding[0])], [.. images.Select(image => image.Rating)], [.. Enumerable.Range(0, 200).Select(group)], Own).CrossValidate(TestContext.Current.CancellationToken);
        Assert.True(Report(i => i).HasGained);
        Assert.False(Report(i => i % 10).HasGained);
    }

    [Fact]
    public void Embeddings_that_do_not_vary_gain_nothing()
    {
        var report = new AdaptationInput([.. Enumerable.Repeat(new double[Width], 30)], new double[30], [.. Enumerable.Range(0, 30).Select(i => (double)i)], [.. Enumerable.Range(0, 30)], Own).CrossValidate(TestContext.Current.CancellationToken);
        Assert.False(report.HasGained);
        Assert.Equal(0, report.Unadapted.Value);
    }

    private static double[] Own => [.. Enumerable.Range(0, Width).Select(i => i == 0 ? 1.0 : 0)];

    private static AdaptationInput Input(int seed, int images, Func<double[], Random, double> rating)
    {
        var random = new Random(seed);
        double[][] embeddings = [.. Enumerable.Range(0, images).Select(_ => Embedding(random))];
        return new(embeddings, [.. embeddings.Select(embedding => embedding[0])], [.. embeddings.Select(embedding => rating(embedding, random))], [.. Enumerable.Range(0, images)], Own);
    }

    private static double[] Embedding(Random random) => [.. Enumerable.Range(0, Width).Select(_ => Normal(random))];

    /// <summary>Box and Muller's transform.</summary>
    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
