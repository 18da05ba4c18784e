using System.Globalization;
using System.Text.Json;
using IqaSharp.Imaging;
using Xunit;

namespace IqaSharp.Cli.Tests;

public sealed class MapCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("iqa-tests").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_map_lies_over_its_photograph_with_a_legend_below()
    {
        var picture = Path.Combine(_folder, "map.png");
        var run = await Iqa.RunAsync("map", "samples/coffee-q20.png", "-r", "samples/coffee.png", "-o", picture);
        Assert.Equal((0, ""), (run.ExitCode, run.Output));
        Assert.Contains("difference from the reference", run.Error, StringComparison.Ordinal);
        var (drawn, original) = (Image.Load(picture), Image.Load(Path.Combine(Iqa.Root, "samples", "coffee.png")));
        Assert.Equal(original.Width, drawn.Width);
        Assert.True(drawn.Height > original.Height);
    }

    [Fact]
    public async Task Raw_numbers_are_lines_of_one_length()
    {
        var run = await Iqa.RunAsync("map", "samples/coffee-q20.png", "-r", "samples/coffee.png", "--metric", "ssim", "--raw");
        var lines = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(',')).ToList();
        Assert.Equal(0, run.ExitCode);
        Assert.Single(lines.Select(line => line.Length).Distinct());
        Assert.All(lines.SelectMany(line => line), number => Assert.InRange(double.Parse(number, CultureInfo.InvariantCulture), -1, 2));
    }

    [Theory]
    [InlineData(2, "--output names the picture", "samples/coffee.png")]
    [InlineData(1, "it has no map", "samples/coffee-q20.png", "-r", "samples/coffee.png", "-m", "psnr", "--raw")]
    [InlineData(1, "needs a reference", "samples/coffee.png", "-m", "ssim", "--raw")]
    [InlineData(1, "takes no reference", "samples/coffee.png", "-r", "samples/coffee.png", "-m", "niqe", "--raw")]
    [InlineData(1, "missing.png", "missing.png", "--raw")]
    public async Task What_has_no_map_is_refused_with_the_reason(int exitCode, string reason, params string[] arguments)
    {
        var run = await Iqa.RunAsync(["map", .. arguments]);
        Assert.Equal(exitCode, run.ExitCode);
        Assert.Contains(reason, run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Output);
    }

    [Fact]
    public async Task An_explanation_names_score_and_words()
    {
        var json = JsonDocument.Parse((await Iqa.RunAsync("explain", "samples/coffee-blur.png", "--json")).Output).RootElement;
        Assert.InRange(json.GetProperty("score").GetDouble(), 0, 100);
        var table = (await Iqa.RunAsync("explain", "samples/coffee-blur.png")).Output;
        Assert.Contains("0 to 100, higher is better", table, StringComparison.Ordinal);
        var alone = await Iqa.RunAsync("explain", "samples/coffee.png", "-m", "ssim");
        Assert.Equal(1, alone.ExitCode);
        Assert.Contains("needs a reference", alone.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_default_model_names_the_blur_of_a_blurred_photograph()
    {
        var json = JsonDocument.Parse((await Iqa.RunAsync("explain", "samples/coffee-blur.png", "--json")).Output).RootElement;
        Assert.Equal("blur", json.GetProperty("damage")[0].GetProperty("name").GetString());
        Assert.StartsWith("Blurred", json.GetProperty("sentence").GetString(), StringComparison.Ordinal);
    }

    /// <summary>With its map as a picture, and the same words.</summary>
    [Fact]
    public async Task An_explanation_draws_its_map()
    {
        var words = await Iqa.RunAsync("explain", "samples/coffee-blur.png");
        var file = Path.Combine(_folder, "map.png");
        var drawn = await Iqa.RunAsync("explain", "samples/coffee-blur.png", "-o", file);
        Assert.Equal((0, words.Output, ""), (drawn.ExitCode, drawn.Output, drawn.Error));
        Assert.True(File.Exists(file));
        var other = await Iqa.RunAsync("explain", "samples/coffee-blur.png", "-m", Iqa.Placeholder, "-o", file);
        Assert.Equal(0, other.ExitCode);
    }
}
