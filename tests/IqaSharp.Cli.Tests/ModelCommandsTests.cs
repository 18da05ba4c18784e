using System.Text.Json;
using Xunit;

namespace IqaSharp.Cli.Tests;

public sealed class ModelCommandsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("iqa-tests").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Models_are_listed_with_their_state()
    {
        var run = await Iqa.RunAsync("models");
        Assert.Equal(0, run.ExitCode);
        Assert.Matches(@"(?m)^musiq-s\s+installed", run.Output);
        Assert.Matches(@"(?m)^musiq-koniq\s+downloadable", run.Output);
        Assert.Matches(@"(?m)^musiq-koniq-pyiqa\s+downloadable.*noncommercial", run.Output);
        var json = JsonDocument.Parse((await Iqa.RunAsync("models", "--json")).Output).RootElement;
        Assert.Contains("musiq-s", json.GetProperty("installed").EnumerateArray().Select(model => model.GetProperty("name").GetString()));
        Assert.NotEqual(0, json.GetProperty("downloadable").GetArrayLength());
    }

    [Fact]
    public async Task A_card_is_shown()
    {
        var run = await Iqa.RunAsync("models", "show", "musiq");
        Assert.Contains("ICCV 2021", run.Output, StringComparison.Ordinal);
        Assert.Contains("BIQ2021", run.Output, StringComparison.Ordinal);
        Assert.Contains("untrained placeholder", (await Iqa.RunAsync("models", "show", Iqa.Placeholder)).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_converted_model_scores_under_its_own_name()
    {
        var model = Path.Combine(_folder, "mine.safetensors");
        var convert = await Iqa.RunAsync("convert", Iqa.Placeholder, "--architecture", "musiq", "--semantics", "pyiqa", "--range", "0:100", "-o", model);
        Assert.Equal((0, ""), (convert.ExitCode, convert.Error));
        Assert.Contains("2 layers of 96, 6 heads, scales 224, 384, native, pyiqa semantics", convert.Output, StringComparison.Ordinal);
        var score = await Iqa.RunAsync("score", "samples/coffee.png", "--model", model, "-f", "json");
        Assert.Equal("mine", JsonDocument.Parse(score.Output).RootElement[0].GetProperty("metric").GetString());
    }

    [Fact]
    public async Task A_graph_is_exported()
    {
        var graph = Path.Combine(_folder, "musiq.onnx");
        var run = await Iqa.RunAsync("export", Iqa.Placeholder, "--standard-ops", "-o", graph);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.InRange(new FileInfo(graph).Length, 7_000_000, 8_000_000);
    }

    [Theory]
    [InlineData("convert", "samples/coffee.png", "--architecture", "musiq", "-o")]
    [InlineData("convert", "absent.pth", "--architecture", "musiq", "-o")]
    [InlineData("export", "samples/coffee.png", "-o")]
    public async Task What_is_no_model_is_refused_and_nothing_is_written(params string[] arguments)
    {
        var run = await Iqa.RunAsync([.. arguments, Path.Combine(_folder, "out")]);
        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Single(run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Theory]
    [InlineData("--range", "100:0")]
    [InlineData("--range", "high")]
    [InlineData("--scales", "224,x")]
    [InlineData("--semantics", "torch")]
    public async Task A_wrong_option_is_refused(string option, string value)
    {
        var run = await Iqa.RunAsync("convert", Iqa.Placeholder, "--architecture", "musiq", "-o", Path.Combine(_folder, "out"), option, value);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(option, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_command_explains_itself_with_an_example()
    {
        foreach (var command in new string[][] { [], ["score"], ["models"], ["models", "pull"], ["models", "show"], ["convert"], ["export"], ["embed"], ["classify"], ["evaluate"], ["compare"], ["datasets"], ["fit", "niqe"], ["fit", "brisque"], ["fit", "ensemble"], ["distort"], ["restore"] })
        {
            var run = await Iqa.RunAsync([.. command, "--help"]);
            Assert.Equal((0, ""), (run.ExitCode, run.Error));
            Assert.Contains("Example", run.Output, StringComparison.Ordinal);
        }
    }
}
