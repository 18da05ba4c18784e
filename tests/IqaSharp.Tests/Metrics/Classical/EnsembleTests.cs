using IqaSharp.Distortions;
using IqaSharp.Evaluation;
using IqaSharp.Imaging;
using IqaSharp.Metrics.Classical;
using IqaSharp.Metrics.NoReference;
using IqaSharp.Metrics.PseudoLabels;
using Xunit;

namespace IqaSharp.Tests.Metrics.Classical;

public class EnsembleTests
{
    /// <summary>Members whose scores are their own percentiles; those of MDSI fall.</summary>
    private static readonly EnsembleModel Straight = new(
        new FitRecipe("", "", 1, new Dictionary<string, string>()),
        Ensemble.Members.ToDictionary(name => name, name => (IReadOnlyList<double>)[.. Enumerable.Range(0, 101).Select(percent => name == "mdsi" ? -(double)percent : percent)]));

    [Theory]
    [InlineData(0, 0)]
    [InlineData(-5, 0)]
    [InlineData(37.25, 37.25)]
    [InlineData(100, 100)]
    [InlineData(250, 100)]
    public void A_score_is_the_mean_percentile(double score, double percentile)
    {
        Assert.Equal(percentile, Straight.Score([score, -score, score, score]), 1e-9);
        Assert.Equal((percentile + (3 * 50)) / 4, Straight.Score([50, -50, 50, score]), 1e-9);
    }

    /// <summary>On a photograph that was not used in the fit, the levels of a distortion are well separated.</summary>
    [Theory]
    [InlineData("gaussian-blur")]
    [InlineData("jpeg")]
    [InlineData("white-noise")]
    public void Scores_fall_with_the_level(string kind)
    {
        var photograph = Image.Load(Repository.Sample("coffee.png"));
        using var reference = ClassicalMetrics.Find("ensemble")!.PrepareReference!(photograph);
        Assert.Equal(100, reference.Score(photograph).Value, 1e-9);
        var scores = Enumerable.Range(1, 5).Select(level => reference.Score(Distortion.Of(kind).Apply(photograph, level, seed: 0)).Value).ToArray();
        Assert.All(scores.Zip(scores.Skip(1)), pair => Assert.True(pair.First > pair.Second + 3));
        Assert.True(scores[0] > scores[4] + 30);
    }

    [Fact]
    public void A_fit_gives_its_own_images_uniform_percentiles()
    {
        var photograph = Image.Load(Repository.Sample("chelsea.png"));
        var model = EnsembleFit.Fit([photograph], "", "");
        Assert.Equal("120", model.Recipe.Settings["images"]);
        var vsi = ClassicalMetrics.Find("vsi")!.PrepareReference!(photograph);
        var median = model.Members["vsi"][50];
        var scores = DistortionGroup.Classical.Kinds.Where(kind => !kind.NeedsJpeg2000).SelectMany(kind => Enumerable.Range(1, 5).Select(level => vsi.Score(kind.Apply(photograph, level, seed: 0)).Value)).ToList();
        Assert.Equal(60, scores.Count(score => score > median));
    }
}
