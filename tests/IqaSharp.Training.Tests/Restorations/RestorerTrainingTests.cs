using IqaSharp.Imaging;
using IqaSharp.Tests;
using IqaSharp.Training.Restorations;
using Xunit;

namespace IqaSharp.Training.Tests.Restorations;

public class RestorerTrainingTests
{
    private static readonly Image[] Photographs = [.. new[] { "chelsea.png", "coffee.png" }.Select(name => Image.Load(Repository.Sample(name)))];

    [Fact]
    public void Forty_steps_remove_noise_and_repeat()
    {
        var losses = new List<double>();
        var (_, heldOut) = new RestorerTraining(Photographs, 40, seed: 1).Run((_, loss) => losses.Add(loss), TestContext.Current.CancellationToken);
        Assert.Equal(40, losses.Count);
        var noise = heldOut.Single(h => h.Kind == "white-noise");
        Assert.InRange(noise.After - noise.Before, 1, 15);

        var again = new List<double>();
        new RestorerTraining(Photographs, 3, seed: 1).Run((_, loss) => again.Add(loss), TestContext.Current.CancellationToken);
        Assert.Equal(losses[0], again[0]);
    }
}
