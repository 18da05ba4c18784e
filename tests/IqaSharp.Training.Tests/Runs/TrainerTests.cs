using IqaSharp.Checkpoints;
using IqaSharp.Core;
using IqaSharp.Metrics;
using IqaSharp.Networks.Musiq;
using IqaSharp.Tests;
using IqaSharp.Tests.Metrics;
using IqaSharp.Training.Runs;
using IqaSharp.Training.Torch;
using TorchSharp;
using Xunit;

namespace IqaSharp.Training.Tests.Runs;

public sealed class TrainerTests(WholeRun whole) : IClassFixture<WholeRun>
{
    private static readonly TimeSpan Never = TimeSpan.FromDays(1);

    [Fact]
    public void The_same_seed_gives_the_same_losses()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(whole.Log, TinyRun.Run(folder["run"], new SilentView(), Never));
    }

    /// <summary>Killed within the first epoch, at the end of one, and within a later stage; with a checkpoint at every step and with those of epochs only.</summary>
    [Theory]
    [InlineData(2, true)]
    [InlineData(2, false)]
    [InlineData(3, true)]
    [InlineData(5, false)]
    [InlineData(8, true)]
    [InlineData(11, false)]
    public void A_killed_run_resumes_exactly(int step, bool often)
    {
        using var folder = new TemporaryFolder();
        var saveEvery = often ? TimeSpan.Zero : Never;
        Assert.Throws<InvalidOperationException>(() => TinyRun.Run(folder["killed"], new SilentView(step), saveEvery));
        Assert.Equal(whole.Log, TinyRun.Run(folder["killed"], new SilentView(), saveEvery));
        Assert.Equal(File.ReadAllBytes(Path.Combine(whole.Folder, "best.safetensors")), File.ReadAllBytes(folder["killed/best.safetensors"]));
        Assert.Equal(File.ReadAllLines(Path.Combine(whole.Folder, "epochs.csv")), File.ReadAllLines(folder["killed/epochs.csv"]));
    }

    /// <summary>The loss falls, and the model that is written ranks images as it learned.</summary>
    [Fact]
    public void A_run_learns_and_writes_a_model()
    {
        using var folder = new TemporaryFolder();
        var rows = TinyRun.Run(folder["run"], new SilentView(), Never, TinyRun.Recipe with { Stages = [TinyRun.Recipe.Stages[0] with { Epochs = 20 }] }).Skip(1).Select(row => double.Parse(row.Split(',')[3], System.Globalization.CultureInfo.InvariantCulture)).ToList();
        Assert.True(rows[^3..].Average() < rows[..3].Average());
        using var metric = Metric.Load(folder["run/best.safetensors"]);
        Assert.Equal("tiny", metric.Card.Name);
        var dark = metric.Score(TinyRun.Examples.All[1].Load()).Value;
        Assert.True(dark < metric.Score(TinyRun.Examples.All[14].Load()).Value);
    }

    /// <summary>Three quarters of the last stage's weights, and a quarter of those that the first stage ended with.</summary>
    [Fact]
    public void A_blend_lies_between_the_stages_start_and_its_end()
    {
        using var folder = new TemporaryFolder();
        var stages = TinyRun.Recipe.Stages;
        TinyRun.Run(folder["start"], new SilentView(), Never, TinyRun.Recipe with { Stages = [stages[0]] });
        TinyRun.Run(folder["end"], new SilentView(), Never, TinyRun.Recipe with { Stages = [stages[0], stages[1] with { Blend = 0 }] });
        var (start, end, blend) = (Last(folder["start"]), Last(folder["end"]), Last(whole.Folder));
        Assert.Contains(start.Zip(end), pair => pair.First != pair.Second);
        Assert.All(start.Zip(end, blend), values => Assert.Equal((0.25f * values.First) + (0.75f * values.Second), values.Third, 1e-6f));

        float[] Last(string run)
        {
            using var checkpoint = SafeTensors.Read(Path.Combine(run, "last.safetensors"));
            return [.. checkpoint.Tensors.Where(t => t.Key.StartsWith("average.", StringComparison.Ordinal)).OrderBy(t => t.Key, StringComparer.Ordinal).SelectMany(t => t.Value.ToFloats())];
        }
    }

    /// <summary>Images of several sizes in one batch score as each does alone, on every kind of MUSIQ.</summary>
    [Theory]
    [MemberData(nameof(TestModel.MusiqVariants), MemberType = typeof(TestModel))]
    public void A_batch_scores_like_its_members(MusiqConfig config)
    {
        using var task = TinyRun.Task(config);
        using var scope = torch.NewDisposeScope();
        var net = new TorchNet(task.Parameters);
        int[] members = [3, 5, 9, 5];
        var together = task.Prepare(members, null, 0)(net).Scores.data<float>().ToArray();
        var alone = members.Select(i => task.Prepare([i], null, 0)(net).Scores.item<float>());
        Assert.All(together.Zip(alone), pair => Assert.Equal(pair.Second, pair.First, 1e-5f));
    }

    [Fact]
    public void A_loss_that_is_not_a_number_stops_the_run_and_names_the_step_and_its_images()
    {
        using var folder = new TemporaryFolder();
        using var task = TinyRun.Task();
        using (torch.no_grad())
        {
            task.Parameters["head.bias"].fill_(float.NaN);
        }

        using var trainer = new Trainer(TinyRun.Recipe, TinyRun.Examples, task, new RunFolder(folder["run"]), new SilentView());
        var error = Assert.Throws<BadInputException>(() => trainer.Run(CancellationToken.None));
        Assert.Matches(@"^tiny: the loss is NaN at step 1 of this stage; its images are \d+\.png, \d+\.png, ", error.Message);
        Assert.False(File.Exists(folder["run/last.safetensors"]));
    }

    /// <summary>As on a full disk: the checkpoint before stays intact.</summary>
    [Fact]
    public void A_checkpoint_that_cannot_be_written_leaves_the_one_before()
    {
        using var folder = new TemporaryFolder();
        Assert.Throws<InvalidOperationException>(() => TinyRun.Run(folder["run"], new SilentView(4), TimeSpan.Zero));
        var before = File.ReadAllBytes(folder["run/last.safetensors"]);
        Directory.CreateDirectory(folder[$"run/last.safetensors.{Environment.ProcessId}.tmp"]); // where the new one would be written
        Assert.Throws<BadInputException>(() => TinyRun.Run(folder["run"], new SilentView(), TimeSpan.Zero));
        Assert.Equal(before, File.ReadAllBytes(folder["run/last.safetensors"]));
    }

    [Fact]
    public void Another_recipes_checkpoint_is_refused()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["run"]);
        File.Copy(Path.Combine(whole.Folder, "last.safetensors"), folder["run/last.safetensors"]);
        using var task = TinyRun.Task();
        using var trainer = new Trainer(TinyRun.Recipe with { Seed = 2 }, TinyRun.Examples, task, new RunFolder(folder["run"]), new SilentView());
        Assert.Contains("is of another recipe", Assert.Throws<BadInputException>(() => trainer.Run(CancellationToken.None)).Message, StringComparison.Ordinal);
    }
}
