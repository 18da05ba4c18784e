using IqaSharp.Core;
using IqaSharp.Distortions;
using IqaSharp.Imaging;
using IqaSharp.Metrics;
using IqaSharp.Models;
using IqaSharp.Restorations;
using Xunit;

namespace IqaSharp.Tests.Metrics;

/// <summary>The models that come with the repository see what anybody sees.</summary>
public sealed class DefaultModelTests : IDisposable
{
    private readonly Metric _metric = Metric.Load(Path.Combine(Repository.Root, "models", "musiq-s.safetensors"));

    public void Dispose() => _metric.Dispose();

    /// <summary>By name, in a program that refers to the library's project.</summary>
    [Theory]
    [InlineData("musiq", "musiq-s")]
    [InlineData("iqt", "iqt-s")]
    [InlineData("ckdn", "ckdn-s")]
    public void The_default_models_are_found_by_name(string name, string expected)
    {
        using var metric = Metric.Load(name);
        Assert.Equal(expected, metric.Card.Name);
    }

    /// <summary>A photograph is better than it is after JPEG of quality 20, and than it is blurred.</summary>
    [Theory]
    [InlineData("coffee.png", "coffee-q20.png")]
    [InlineData("coffee.png", "coffee-blur.png")]
    public void The_clean_photograph_is_better(string clean, string worse) =>
        Assert.True(Score(Repository.Sample(clean)) > Score(Repository.Sample(worse)));

    [Theory]
    [InlineData("coffee.png")]
    [InlineData("chelsea.png")]
    [InlineData("astronaut.png")]
    public void More_damage_is_worse(string photograph)
    {
        var clean = Image.Load(Repository.Sample(photograph));
        foreach (var kind in new[] { "jpeg", "gaussian-blur", "white-noise" })
        {
            var (little, much) = (Distortion.Of(kind).Apply(clean, 2, seed: 0), Distortion.Of(kind).Apply(clean, 5, seed: 0));
            Assert.True(_metric.Score(clean).Value > _metric.Score(much).Value + 5, $"{photograph} {kind}");
            Assert.True(_metric.Score(little).Value > _metric.Score(much).Value, $"{photograph} {kind}");
        }
    }

    /// <summary>Held against the original, an image is best where nothing was done to it, and falls with every level.</summary>
    [Theory]
    [InlineData("coffee.png")]
    [InlineData("chelsea.png")]
    public void Iqt_falls_with_every_level(string photograph)
    {
        using var iqt = Metric.Load(Path.Combine(Repository.Root, "models", "iqt-s.safetensors"));
        var original = Image.Load(Repository.Sample(photograph));
        using var reference = iqt.WithReference(original);
        double Against(Image image) => reference.Score(image, TestContext.Current.CancellationToken).Value;
        foreach (var kind in new[] { "jpeg", "gaussian-blur", "white-noise" })
        {
            double[] scores = [Against(original), .. Enumerable.Range(1, Distortion.HighestLevel).Select(level => Against(Distortion.Of(kind).Apply(original, level, seed: 0)))];
            Assert.All(scores.Zip(scores.Skip(1)), pair => Assert.True(pair.First > pair.Second, $"{photograph} {kind}: {string.Join(", ", scores)}"));
        }
    }

    /// <summary>Held against the damaged image, a restoration that gives all back is better than one that gives something, and that than none.</summary>
    [Theory]
    [InlineData("coffee.png")]
    [InlineData("chelsea.png")]
    public void Ckdn_sees_what_a_restoration_gives_back(string photograph)
    {
        using var ckdn = Metric.Load(Path.Combine(Repository.Root, "models", "ckdn-s.safetensors"));
        var original = Image.Load(Repository.Sample(photograph));
        var damaged = Distortion.Of("white-noise").Apply(original, 4, seed: 0);
        using var reference = ckdn.WithReference(damaged);
        double[] scores = [.. new[] { original, Restoration.Of("learned-denoise").Restore(damaged, new()), damaged }.Select(image => reference.Score(image, TestContext.Current.CancellationToken).Value)];
        Assert.True(scores[0] > scores[1] && scores[1] > scores[2], string.Join(", ", scores));
    }

    [Theory]
    [InlineData("musiq-s", 8_000_000, 16_000_000, 100)]
    [InlineData("iqt-s", 10_000_000, 20_000_000, 100)]
    [InlineData("ckdn-s", 10_000_000, 20_000_000, 1)]
    public void They_are_small_and_say_what_they_are(string name, long parameters, long bytes, double best)
    {
        var file = new FileInfo(Path.Combine(Repository.Root, "models", $"{name}.safetensors"));
        Assert.True(file.Length < bytes);
        using var model = Model.Read(file.FullName);
        Assert.True(model.Configuration.Parameters().Sum(p => p.Shape.Aggregate(1L, (product, side) => product * side)) < parameters);
        Assert.Equal(new ScoreRange(0, best), model.Card.Range);
        Assert.NotEmpty(model.Card.Correlations);
        Assert.NotNull(model.Card.Licence);
        Assert.Equal(name != "musiq-s", model.Card.Description!.Contains("Weakly supervised", StringComparison.Ordinal));
    }

    private double Score(string path) => _metric.Score(path).Value;
}
