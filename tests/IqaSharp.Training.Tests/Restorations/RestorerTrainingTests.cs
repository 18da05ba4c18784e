using IqaSharp.Imaging;
using IqaSharp.Tests;
using IqaSharp.Training.Restorations;
using Xunit;

namespace IqaSharp.Training.Tests.Restorations;

public class RestorerTrainingTests
{
    private const int Steps = 16;

    private static readonly Image[] Photographs = [.. new[] { "chelsea.png", "coffee.png" }.Select(name => Image.Load(Repository.Sample(name)))];

    /// <summary>All losses and weights are compared, not only the first.</summary>
    [Fact]
    public void A_few_steps_remove_noise_and_the_same_seed_repeats_them_exactly()
    {
        var first = Train(Steps, seed: 1);
        Assert.Equal(Steps, first.Losses.Count);
        var noise = first.HeldOut.Single(h => h.Kind == "white-noise");
        Assert.InRange(noise.After - noise.Before, 1, 15);

        var again = Train(Steps, seed: 1);
        Assert.Equal(first.Losses, again.Losses);
        Assert.Equal(first.Weights, again.Weights);
        Assert.Equal(first.HeldOut, again.HeldOut);

        Assert.NotEqual(first.Losses[0], Train(1, seed: 2).Losses[0]);
    }

    private static (List<double> Losses, float[] Weights, IReadOnlyList<(string Kind, double Before, double After)> HeldOut) Train(int steps, long seed)
    {
        var losses = new List<double>();
        var (weights, heldOut) = new RestorerTraining(Photographs, steps, seed).Run((_, loss) => losses.Add(loss), TestContext.Current.CancellationToken);
        return (losses, [.. weights.OrderBy(weight => weight.Key, StringComparer.Ordinal).SelectMany(weight => weight.Value.ToFloats())], heldOut);
    }
}
