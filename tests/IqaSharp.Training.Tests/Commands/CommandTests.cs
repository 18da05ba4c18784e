using IqaSharp.Datasets;
using IqaSharp.Imaging;
using IqaSharp.Metrics;
using IqaSharp.Tests;
using IqaSharp.Training.Torch;
using Xunit;

namespace IqaSharp.Training.Tests.Commands;

/// <summary>The program as a user runs it, on recipes that take a second.</summary>
public sealed class CommandTests : IDisposable
{
    private const string Musiq = """
        name: mine
        architecture: musiq
        network: { hidden: 12, mlpDim: 12, heads: 2, layers: 1, scales: [64], native: false }
        data: [{ set: ratings.csv, validation: 0.4 }]
        loss: { l1: 1 }
        stages: [{ epochs: 2, batch: 4 }]
        """;

    private readonly TemporaryFolder _folder = new();

    public CommandTests()
    {
        string[] images = ["astronaut.png", "chelsea.png", "coffee.png", "coffee-blur.png", "coffee-q20.png", "rocket.jpg"];
        File.WriteAllLines(_folder["ratings.csv"], ["image,score", .. images.Select((image, i) => $"{Repository.Sample(image)},{60 + (5 * i)}")]);
        File.WriteAllText(_folder["mine.yaml"], Musiq);
        Directory.CreateDirectory(_folder["photographs"]);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Train_writes_a_model_and_resumes_where_it_ended()
    {
        var run = await Run("train", "mine.yaml", "--set", "stages.0.epochs=3");
        Assert.Equal(0, run.ExitCode);
        Assert.Matches(@"^runs/mine/best\.safetensors: SRCC -?[\d.]+, PLCC -?[\d.]+ on \d held-out images\n$", run.Output);
        Assert.Equal(3, run.Error.Split('\n').Count(line => line.StartsWith("epoch ", StringComparison.Ordinal)));
        Assert.Contains("only 2 images are held out", run.Error, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"\d{5,}\.\d images/s", run.Error);
        Assert.Equal("stage,epoch,step,loss,rate", File.ReadLines(_folder["runs/mine/log.csv"]).First());
        Assert.Equal("stage,epoch,step,srcc,plcc,ladders,weak,per-reference,choices,best", File.ReadLines(_folder["runs/mine/epochs.csv"]).First());
        Assert.Contains("\"source\": \"ratings.csv\"", File.ReadAllText(_folder["runs/mine/manifest.json"]), StringComparison.Ordinal);
        using (var metric = Metric.Load(_folder["runs/mine/best.safetensors"]))
        {
            Assert.Equal("mine", metric.Card.Name);
        }

        var again = await Run("train", "mine.yaml", "--set", "stages.0.epochs=3");
        Assert.Equal((0, run.Output), (again.ExitCode, again.Output));
        Assert.DoesNotContain("epoch ", again.Error, StringComparison.Ordinal);

        var other = await Run("train", "mine.yaml");
        Assert.Equal((1, ""), (other.ExitCode, other.Output));
        Assert.Contains("is of another recipe; --restart begins anew", other.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_GPU_that_is_not_there_is_told_in_one_line()
    {
        LibTorch.Prepare();
        Assert.SkipWhen(TorchSharp.torch.cuda_is_available(), "needs a machine without a GPU");
        var run = await Run("train", "mine.yaml", "--device", "cuda");
        Assert.Equal((1, "", "cuda: libtorch finds no such device; docs/training.md says which libtorch a GPU needs\n"), (run.ExitCode, run.Output, run.Error));
        Assert.False(Directory.Exists(_folder["runs"]));
    }

    /// <summary>One line that names the file and what is wrong with it, and exit code 1.</summary>
    [Theory]
    [InlineData("absent.yaml: there is no such file", "train", "absent.yaml")]
    [InlineData("mine.yaml: unknown key 'mood'", "train", "mine.yaml", "--set", "mood=good")]
    [InlineData("mine.yaml: its architecture 'vgg' is not known to this version", "train", "mine.yaml", "--set", "architecture=vgg")]
    [InlineData("absent.csv: ", "train", "mine.yaml", "--set", "data.0.set=absent.csv")]
    [InlineData("mine.yaml: makes no images that a metric rates", "examples", "mine.yaml", "-o", "out")]
    [InlineData("musik-s: no model of that name; near is musiq-s", "train", "mine.yaml", "--set", "start=[{ file: musik-s }]")]
    [InlineData("absent.safetensors: there is no such file; paths are relative to the recipe", "train", "mine.yaml", "--set", "start=[{ file: absent.safetensors }]")]
    public async Task What_cannot_be_run_is_named_in_one_line(string reason, params string[] arguments)
    {
        var run = await Run(arguments);
        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Contains(reason, Assert.Single(Lines(run.Error)), StringComparison.Ordinal);
    }

    /// <summary>A recipe starts from an installed model by its name; this one has other settings.</summary>
    [Fact]
    public async Task Weights_of_another_network_are_named()
    {
        var run = await Run("train", "mine.yaml", "--set", "start=[{ file: musiq-s }]");
        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Matches(@"models.musiq-s\.safetensors: .*: has \d+ values there and \d+ in the network", Lines(run.Error).Last());
    }

    [Fact]
    public async Task Wrong_usage_is_told_from_what_failed()
    {
        var run = await Run("train", "mine.yaml", "--sett", "seed=1");
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains("'iqa train --help' shows how it is used", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Images_that_cannot_be_read_are_listed_unless_they_are_to_be_left_out()
    {
        File.WriteAllText(_folder["text.png"], "no image");
        File.AppendAllLines(_folder["ratings.csv"], ["text.png,1"]);
        var stopped = await Run("train", "mine.yaml", "--set", "stages.0.epochs=1");
        Assert.Equal(1, stopped.ExitCode);
        Assert.Contains(Lines(stopped.Error), line => line.EndsWith("text.png: not an image: the file is text", StringComparison.Ordinal));
        Assert.Contains("1 of 7 images cannot be used (--skip-bad leaves them out)", stopped.Error, StringComparison.Ordinal);
        Assert.Equal(0, (await Run("train", "mine.yaml", "--set", "stages.0.epochs=1", "--skip-bad")).ExitCode);
    }

    [Fact]
    public async Task Ablate_prints_the_table_that_it_writes()
    {
        File.WriteAllText(_folder["grid.yaml"], "name: grid\nrecipe: mine.yaml\nseeds: [1, 2]\nvariants: [{ name: as it is }, { name: one head, set: [network.heads=1] }]");
        var run = await Run("ablate", "grid.yaml", "--set", "set=[stages.0.epochs=1]");
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(File.ReadAllText(_folder["runs/grid/table.md"]).TrimEnd(), run.Output.TrimEnd());
        Assert.True(File.Exists(_folder["runs/grid/chart.svg"]) && File.Exists(_folder["runs/grid/chart.png"]));
        Assert.StartsWith("| variant | SRCC | PLCC |\n| --- | ---: | ---: |\n| as it is | ", run.Output, StringComparison.Ordinal);
        Assert.Equal(["as it is, seed 1", "as it is, seed 2", "one head, seed 1", "one head, seed 2"], Lines(run.Error).Where(line => line.Contains(", seed ", StringComparison.Ordinal)));

        var wrong = await Run("ablate", "grid.yaml", "--set", "variants=[{ name: a, set: [network.heads=5] }]");
        Assert.Equal((1, ""), (wrong.ExitCode, wrong.Output));
    }

    /// <summary>Of held-out images that all have one score there is nothing to draw.</summary>
    [Fact]
    public async Task Ablate_has_no_chart_where_nothing_is_defined()
    {
        var rows = File.ReadAllLines(_folder["ratings.csv"]);
        File.WriteAllLines(_folder["ratings.csv"], [.. rows.SkipLast(1).Select(row => row.Replace(row.Split(',')[1], row.StartsWith("image", StringComparison.Ordinal) ? "score" : "60", StringComparison.Ordinal)), rows[^1]]);
        File.WriteAllText(_folder["grid.yaml"], "name: grid\nrecipe: mine.yaml\nseeds: [1]\nvariants: [{ name: as it is }]");
        var run = await Run("ablate", "grid.yaml", "--set", "set=[stages.0.epochs=1]");
        Assert.Equal((0, "| variant |\n| --- |\n| as it is |"), (run.ExitCode, run.Output.TrimEnd()));
        Assert.False(File.Exists(_folder["runs/grid/chart.svg"]));
    }

    [Fact]
    public async Task Examples_writes_images_and_a_manifest()
    {
        Image.Load(Repository.Sample("coffee.png")).Save(_folder["photographs/coffee.png"]);
        var run = await Run("examples", "mine.yaml", "-o", "out", "--set", "data=[{ distort: { photographs: [photographs], kinds: [jpeg], side: 48, rated-by: ssim } }]");
        Assert.Equal((0, "out/manifest.csv\n"), (run.ExitCode, run.Output));
        Assert.Equal(5, DataSets.Load(_folder["out/manifest.csv"]).Items.Count);
        Assert.Equal(["jpeg-1.png", "jpeg-2.png", "jpeg-3.png", "jpeg-4.png", "jpeg-5.png", "pristine.png"], Directory.GetFiles(_folder["out/photographs/coffee.png"]).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Fit_restorer_writes_a_network_and_how_it_was_made()
    {
        Image.Load(Repository.Sample("coffee.png")).Save(_folder["photographs/coffee.png"]);
        Image.Load(Repository.Sample("chelsea.png")).Save(_folder["photographs/chelsea.png"]);
        var run = await Run("fit", "restorer", "--images", "photographs", "--steps", "2", "-o", "restorer.onnx");
        Assert.Equal(0, run.ExitCode);
        Assert.Matches(@"^iqa fit restorer --images photographs --steps 2 -o restorer\.onnx: pristine photographs; held-out PSNR in dB: reduction [\d.]+ -> [\d.]+, ", run.Output);
        Assert.True(new FileInfo(_folder["restorer.onnx"]).Length > 1000);

        new Image(20, 20, new byte[20 * 20 * 3]).Save(_folder["photographs/small.png"]);
        var small = await Run("fit", "restorer", "--images", "photographs", "-o", "other.onnx");
        Assert.Equal((1, false), (small.ExitCode, File.Exists(_folder["other.onnx"])));
        Assert.Contains("20×20 pixels hold no crop of", small.Error, StringComparison.Ordinal);
    }

    private Task<IqaTrain> Run(params string[] arguments) => IqaTrain.RunAsync(_folder.Path, arguments);

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
