using IqaSharp.Core;
using IqaSharp.Datasets;
using IqaSharp.Evaluation;
using IqaSharp.Imaging;
using IqaSharp.Metrics;
using IqaSharp.Tests.Metrics;
using Xunit;

namespace IqaSharp.Tests.Evaluation;

public sealed class ScoringRunTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_run_that_was_stopped_continues_and_gives_the_same_scores()
    {
        var set = Set(new DataItem(Noise("a.png", 1), 1), new DataItem(Noise("b.png", 2), 2), new DataItem(Noise("c.png", 3), 3));
        using (var stopped = Start(set, "laplacian"))
        {
            Assert.Equal(3, stopped.Remaining);
            await foreach (var row in stopped.ScoreAsync(TestContext.Current.CancellationToken))
            {
                Assert.Equal(set.Items[0].Image, row.Path);
                break;
            }

            Assert.Equal([true, false, false], stopped.Scores.Scores.Select(score => score is not null));
        }

        using var run = Start(set, "laplacian");
        Assert.Equal(set.Items.Skip(1).Select(item => item.Image), (await All(run)).Select(row => row.Path));
        using var metric = Metric.Load("laplacian");
        Assert.Equal(("laplacian", true), (run.Scores.Metric, run.Scores.HigherIsBetter));
        Assert.Equal(set.Items.Select(item => (double?)metric.Score(item.Image).Value), run.Scores.Scores);
        Assert.Empty(run.Failed);
    }

    [Fact]
    public async Task An_image_that_failed_is_scored_again_by_the_next_run()
    {
        var set = Set(new DataItem(Noise("a.png", 1), 1), new DataItem(_folder.Write("b.png", "no image"u8), 2));
        using (var run = Start(set, "laplacian"))
        {
            await All(run);
            Assert.Equal(set.Items[1].Image, Assert.Single(run.Failed).Path);
            Assert.Null(run.Scores.Scores[1]);
        }

        Noise("b.png", 2);
        using var again = Start(set, "laplacian");
        Assert.Equal(1, again.Remaining);
        await All(again);
        Assert.Empty(again.Failed);
    }

    [Fact]
    public async Task Scores_that_were_made_in_another_way_are_not_reused()
    {
        var set = Set(new DataItem(Noise("a.png", 1), 1, Reference: Noise("b.png", 2), Degraded: Noise("c.png", 3))) with { Degraded = item => Image.Load(item.Degraded!) };
        async Task<double> Score(ReferenceImage reference, SizeMismatchPolicy policy)
        {
            using var run = ScoringRun.Start(set, "psnr", _folder.Path, new() { SizeMismatch = policy }, reference);
            Assert.Equal(1, run.Remaining);
            await All(run);
            return run.Scores.Scores[0]!.Value;
        }

        var pristine = await Score(ReferenceImage.Pristine, SizeMismatchPolicy.None);
        var degraded = await Score(ReferenceImage.Degraded, SizeMismatchPolicy.None);
        Assert.NotEqual(pristine, degraded);
        Assert.Equal(degraded, await Score(ReferenceImage.Degraded, SizeMismatchPolicy.Reference));
        Assert.Equal(pristine, await Score(ReferenceImage.Pristine, SizeMismatchPolicy.Reference));
        using var metric = Metric.Load("psnr");
        Assert.Equal(metric.Score(set.Items[0].Image, set.Items[0].Degraded!).Value, degraded);
    }

    [Theory]
    [InlineData("a.png")]
    [InlineData("b.png")]
    [InlineData("c.png")]
    public async Task An_image_is_scored_again_when_it_or_what_it_was_compared_with_was_replaced(string replaced)
    {
        var set = Set(
            new DataItem(Noise("a.png", 1), 1, Reference: Noise("b.png", 2), Degraded: Noise("c.png", 3)),
            new DataItem(Noise("d.png", 4), 2, Reference: Noise("e.png", 5), Degraded: Noise("f.png", 6))) with
        { Degraded = item => Image.Load(item.Degraded!) };
        var against = replaced == "c.png" ? ReferenceImage.Degraded : ReferenceImage.Pristine;
        using (var run = ScoringRun.Start(set, "psnr", _folder.Path, reference: against))
        {
            await All(run);
        }

        using (var again = ScoringRun.Start(set, "psnr", _folder.Path, reference: against))
        {
            Assert.Equal(0, again.Remaining);
        }

        Noise(replaced, 99);
        using (var anew = ScoringRun.Start(set, "psnr", _folder.Path, reference: against))
        {
            Assert.Equal(1, anew.Remaining);
            await All(anew);
            using var metric = Metric.Load("psnr");
            Assert.Equal(metric.Score(_folder["a.png"], _folder[against == ReferenceImage.Degraded ? "c.png" : "b.png"]).Value, anew.Scores.Scores[0]);
        }

        using var last = ScoringRun.Start(set, "psnr", _folder.Path, reference: against);
        Assert.Equal(0, last.Remaining);
    }

    [Fact]
    public async Task A_reference_that_a_metric_does_not_look_at_changes_nothing()
    {
        var set = Set(new DataItem(Noise("a.png", 1), 1, Reference: Noise("b.png", 2)));
        using (var run = Start(set, "laplacian"))
        {
            await All(run);
        }

        Noise("b.png", 99);
        using var again = Start(set, "laplacian");
        Assert.Equal(0, again.Remaining);
    }

    [Fact]
    public async Task Scores_of_other_options_are_not_reused()
    {
        var model = _folder["iqt.safetensors"];
        TestModel.Write(model, TestModel.TinyIqt);
        var set = Set(new DataItem(Noise("a.png", 1), 1, Reference: Noise("b.png", 2)));
        using (var run = ScoringRun.Start(set, model, _folder.Path, new() { Crops = 1 }))
        {
            await All(run);
        }

        using var other = ScoringRun.Start(set, model, _folder.Path, new() { Crops = 2 });
        Assert.Equal(1, other.Remaining);
    }

    [Fact]
    public async Task A_score_that_is_no_number_is_a_failed_image()
    {
        var model = _folder["nan.safetensors"];
        TestModel.WriteDamaged(model, TestModel.TinyMusiq, float.NaN, _ => true);
        using var run = Start(Set(new DataItem(Noise("a.png", 1), 1)), model);
        await All(run);
        Assert.Contains("NaN", Assert.Single(run.Failed).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_degraded_input_is_made_once_for_all_images_restored_from_it()
    {
        var (pristine, made) = (Noise("p.png", 9), 0);
        var set = Set([.. Enumerable.Range(0, 4).Select(i => new DataItem(Noise($"{i}.png", i), i, Reference: pristine, Level: i / 2))]) with
        {
            Degraded = item =>
            {
                made++;
                return item.Level == 0 ? Image.Load(pristine) : throw new BadImageException("input", "cannot be made");
            },
        };
        using var run = ScoringRun.Start(set, "psnr", _folder.Path, reference: ReferenceImage.Degraded);
        await All(run);
        Assert.Equal(2, made);
        Assert.Equal([true, true, false, false], run.Scores.Scores.Select(score => score is not null));
        Assert.All(run.Failed, row => Assert.Equal("its degraded input input: cannot be made", row.Error));
    }

    [Fact]
    public async Task A_metric_made_for_degraded_references_gets_them_where_the_set_has_them()
    {
        var model = _folder["ckdn.safetensors"];
        TestModel.Write(model, TestModel.TinyCkdn);
        var set = Set(new DataItem(Noise("a.png", 1), 1, Reference: Noise("b.png", 2), Degraded: Noise("c.png", 3)));
        using var metric = Metric.Load(model);
        foreach (var (data, reference) in new[] { (set with { Degraded = item => Image.Load(item.Degraded!) }, "c.png"), (set, "b.png") })
        {
            using var run = Start(data, model);
            await All(run);
            Assert.Equal(metric.Score(_folder["a.png"], _folder[reference]).Value, run.Scores.Scores[0]);
        }
    }

    [Fact]
    public void A_set_that_a_metric_cannot_score_is_refused_before_anything_is_written()
    {
        var labels = _folder["labels.safetensors"];
        TestModel.Write(labels, TestModel.TinyMusiq with { Outputs = 2, Labels = ["a", "b"] });
        var alone = Set(new DataItem(Noise("a.png", 1), 1), new DataItem(Noise("b.png", 1), 1, Reference: Noise("c.png", 1)));
        var twice = Set([.. alone.Items, alone.Items[1]]);
        foreach (var (metric, reference, reason) in new (string, ReferenceImage?, string)[]
        {
            ("psnr", null, "1 of 2 images have no reference, which psnr needs"),
            ("psnr", ReferenceImage.Degraded, "names no degraded inputs"),
            (labels, null, "gives labels, not scores"),
            ("nonsense", null, "no model of that name"),
            ("laplacian", null, "b.png occurs 2 times"),
        })
        {
            var set = metric == "laplacian" ? twice : alone;
            Assert.Contains(reason, Assert.ThrowsAny<BadInputException>(() => ScoringRun.Check(set, metric, reference)).Message, StringComparison.Ordinal);
            Assert.ThrowsAny<BadInputException>(() => ScoringRun.Start(set, metric, _folder.Path, reference: reference));
        }

        ScoringRun.Check(alone, "laplacian");
        Assert.Empty(Directory.GetFiles(_folder.Path, "*.tsv"));
        Assert.Contains("there is no such folder", Assert.Throws<BadInputException>(() => ScoringRun.Start(alone, "laplacian", _folder["absent"])).Message, StringComparison.Ordinal);
    }

    private static async Task<List<ScoredImage>> All(ScoringRun run) =>
        await run.ScoreAsync(TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);

    private static DataSet Set(params DataItem[] items) => new("test", items);

    private ScoringRun Start(DataSet set, string metric) => ScoringRun.Start(set, metric, _folder.Path);

    private string Noise(string name, int seed)
    {
        var pixels = new byte[96 * 96 * 3];
        new Random(seed).NextBytes(pixels);
        new Image(96, 96, pixels).Save(_folder[name]);
        return _folder[name];
    }
}
