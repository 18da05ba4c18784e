using IqaSharp.Imaging;
using IqaSharp.Tests;
using IqaSharp.Training.Restorations;
using Xunit;

namespace IqaSharp.Training.Tests.Restorations;

public class RestorerTrainingTests
{
    private static readonly Image[] Photographs = [.. new[] { "chelsea.png", "coffee.png" }.Select(name => Image.Load(Repository.Sample(name)))];

    [Fact]
    public void Forty_steps_remove_noise()
    {
        var (losses, _, heldOut) = Train(steps: 40, seed: 1);
        Assert.Equal(40, losses.Count);
        var noise = heldOut.Single(h => h.Kind == "white-noise");
        Assert.InRange(noise.After - noise.Before, 1, 15);
    }

    [Fact]
    public void The_same_seed_gives_the_same_losses_and_weights()
    {
        var (first, again, other) = (Train(steps: 8, seed: 1), Train(steps: 8, seed: 1), Train(steps: 8, seed: 2));
        Assert.Equal(8, first.Losses.Count);
        Assert.Equal(first.Losses, again.Losses);
        Assert.Equal(first.Weights, again.Weights);
        Assert.Equal(first.HeldOut, again.HeldOut);
        Assert.NotEqual(first.Losses, other.Losses);
        Assert.NotEqual(first.Weights, other.Weights);
    }

    private static (List<double> Losses, float[] Weights, IReadOnlyList<(string Kind, double Before, double After)> HeldOut) Train(int steps, long seed)
    {
        var losses = new List<double>();
        var (weights, heldOut) = new RestorerTraining(Photographs, steps, seed).Run((_, loss) => losses.Add(loss), TestContext.Current.CancellationToken);
        return (losses, [.. weights.OrderBy(weight => weight.Key, StringComparer.Ordinal).SelectMany(weight => weight.Value.ToFloats())], heldOut);
    }
}
