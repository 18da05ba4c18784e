using IqaSharp.Distortions;
using IqaSharp.Imaging;
using IqaSharp.Metrics.NoReference;
using IqaSharp.Training.Data;
using IqaSharp.Training.Data.Opinions;
using Xunit;

namespace IqaSharp.Training.Tests.Data.Opinions;

public sealed class KindOpinionsTests
{
    [Fact]
    public void People_order_the_levels_of_every_kind()
    {
        var opinions = KindOpinions.Default;
        Assert.Equal(DistortionGroup.Classical.Kinds.Select(kind => kind.Name).Except(["contrast"]).Order(), opinions.Kinds.Keys.Order());
        foreach (var (kind, levels) in opinions.Kinds)
        {
            var labels = levels.Select((level, i) => opinions.Label(kind, i + 1, level.Ensemble)).ToList();
            Assert.All(labels, label => Assert.InRange(label, 0, 1));
            Assert.True(labels.Zip(labels.Skip(1)).All(pair => pair.Second < pair.First + 0.01), kind); // people see no difference between the last levels of colour-shift
        }
    }

    [Fact]
    public void The_ensemble_orders_images_of_one_kind_and_level()
    {
        var opinions = KindOpinions.Default;
        double[] labels = [.. new[] { 0.2, 0.4, 0.55, 0.7, 0.9 }.Select(ensemble => opinions.Label("jpeg", 3, ensemble))];
        Assert.Equal(labels.Order(), labels);
        Assert.True(labels[^1] - labels[0] > 0.1);
        Assert.Equal(1, opinions.Label("jpeg", 1, 1e6));
        Assert.Equal(0, opinions.Label("jpeg", 5, -1e6));
    }

    [Fact]
    public void A_kind_that_nobody_was_asked_about_keeps_the_ensembles_score() => Assert.Equal(0.37, KindOpinions.Default.Label("contrast", 2, 0.37));

    [Fact]
    public void A_fit_maps_opinions_to_the_ensembles_scale_by_quantiles()
    {
        var opinions = DistortionGroup.Classical.Kinds.ToDictionary(kind => kind.Name, kind => (IReadOnlyList<(double, double)>)[.. Enumerable.Range(0, 5).Select(level => (4.5 - (0.7 * level) - (0.001 * kind.Name.Length), 0.3))]);
        List<DistortedPhotograph> images =
        [
            .. from kind in DistortionGroup.Classical.Kinds
               from level in Enumerable.Range(1, 5)
               from photograph in Enumerable.Range(0, 4)
               select new DistortedPhotograph($"{photograph} {kind.Name} {level}", () => new Image(1, 1, [0, 0, 0]), 0) { Kind = kind.Name, Level = level, Score = 1 - (0.18f * level) + (0.01f * photograph) },
        ];
        var fit = KindOpinionsFit.Fit(opinions, images, "iqa fit", "test");
        Assert.Equal((1, 0), (fit.Scale[0].Opinion, fit.Scale[0].Score));
        Assert.Equal(1, fit.Scale[^1].Score);
        Assert.Equal(0.835, fit.Label("jpeg", 1, 0.835), 0.02);
        Assert.Equal(0.115, fit.Label("sharpen", 5, 0.115), 0.02);
    }

    [Fact]
    public void Points_that_do_not_rise_are_refused() =>
        Assert.Throws<ArgumentException>(() => new KindOpinions(new FitRecipe("", "", 0, new Dictionary<string, string>()), [new(1, 0), new(1, 1)], new Dictionary<string, IReadOnlyList<LevelOpinion>>()));
}
