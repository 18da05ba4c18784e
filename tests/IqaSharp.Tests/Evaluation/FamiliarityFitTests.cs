using IqaSharp.Core;
using IqaSharp.Evaluation;
using IqaSharp.Evaluation.Unfamiliar;
using Xunit;

namespace IqaSharp.Tests.Evaluation;

public class FamiliarityFitTests
{
    private const int Numbers = 16;

    private readonly Random _random = new(1);

    [Fact]
    public void Familiarity_falls_on_the_way_from_photographs_to_other_images()
    {
        var estimate = FamiliarityFit.Of(Around(0, 800), Around(4, 100), Around(0, 400));
        estimate.Validate();
        double[] way = [.. Enumerable.Range(0, 141).Select(step => estimate.Familiarity(At((step - 80) / 10f)))];
        Assert.Equal(way.OrderDescending(), way);
        Assert.Equal((100, 0), (way[0], way[^1]));
        Assert.InRange(estimate.Familiarity(At(0)), 30, 70);
    }

    [Fact]
    public void Other_images_are_unfamiliar_and_photographs_are_not()
    {
        var estimate = FamiliarityFit.Of(Around(0, 800), Around(4, 100), Around(0, 400));
        bool Unfamiliar(float[] vector) => new QualityScore(0) { Familiarity = estimate.Familiarity(vector) }.IsUnfamiliar!.Value;
        Assert.True(Around(4, 500).Average(vector => Unfamiliar(vector) ? 1.0 : 0) > 0.95);
        Assert.InRange(Around(0, 2000).Average(vector => Unfamiliar(vector) ? 1.0 : 0), 0.01, 0.05);
    }

    [Fact]
    public void Embeddings_that_are_all_the_same_give_numbers()
    {
        float[][] same = [.. Enumerable.Repeat(new float[Numbers], 10)];
        var estimate = FamiliarityFit.Of(same, same, same);
        estimate.Validate();
        Assert.InRange(estimate.Familiarity(same[0]), 0, 100);
    }

    [Fact]
    public void Images_that_are_no_photographs_are_the_same_for_the_same_seed()
    {
        var (one, again, other) = (UnfamiliarImages.All(1, 0).ToList(), UnfamiliarImages.All(1, 0).ToList(), UnfamiliarImages.All(1, 1).ToList());
        Assert.Equal(UnfamiliarImages.Kinds.Count, one.Count);
        Assert.All(one.Zip(again), pair => Assert.Equal(pair.First.Pixels.ToArray(), pair.Second.Pixels.ToArray()));
        Assert.All(one.Zip(other), pair => Assert.NotEqual(pair.First.Pixels.ToArray(), pair.Second.Pixels.ToArray()));
    }

    private static float[] At(float place) => [place, .. new float[Numbers - 1]];

    private List<float[]> Around(float place, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => Enumerable.Range(0, Numbers).Select(k => (float)ErrorFitTests.Normal(_random) + (k == 0 ? place : 0)).ToArray())];
}
