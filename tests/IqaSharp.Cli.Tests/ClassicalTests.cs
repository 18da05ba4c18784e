using System.Text.Json;
using Xunit;

namespace IqaSharp.Cli.Tests;

public class ClassicalTests
{
    [Fact]
    public async Task Scores_against_a_reference()
    {
        var run = await Iqa.RunAsync("score", "samples/coffee-q20.png", "--reference", "samples/coffee.png", "--metric", "ssim", "-f", "json");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.InRange(JsonDocument.Parse(run.Output).RootElement[0].GetProperty("score").GetDouble(), 0.8, 0.9);
    }

    [Fact]
    public async Task Details_are_the_sub_scores()
    {
        var run = await Iqa.RunAsync("score", "samples/coffee-q20.png", "--reference", "samples/coffee.png", "--metric", "ssimulacra2", "-f", "jsonl", "--details");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(108, JsonDocument.Parse(run.Output).RootElement.GetProperty("subScores").EnumerateObject().Count());

        var without = await Iqa.RunAsync("score", "samples/coffee-q20.png", "--reference", "samples/coffee.png", "--metric", "ssimulacra2", "-f", "jsonl");
        Assert.False(JsonDocument.Parse(without.Output).RootElement.TryGetProperty("subScores", out _));
    }

    [Fact]
    public async Task Details_need_json()
    {
        var run = await Iqa.RunAsync("score", "samples/coffee-q20.png", "--reference", "samples/coffee.png", "--metric", "ssimulacra2", "--details");
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains("--details takes --format json or jsonl", run.Error, StringComparison.Ordinal);
    }

    /// <summary>MAD takes 560 bytes a pixel: a large image would end the process and the batch, where a row can say so.</summary>
    [Fact]
    public async Task What_needs_more_memory_than_there_is_is_a_row()
    {
        const string score = "export DOTNET_GCHeapHardLimit=0x6000000; $IQA score samples/coffee-q20.png -r samples/coffee.png -m ";
        var large = await Shell.RunAsync("", score + "mad");
        Assert.Equal(1, large.ExitCode);
        Assert.Contains("mad of 600×400 pixels takes up to 0.1 GB of memory", large.Output, StringComparison.Ordinal);
        Assert.Equal(0, (await Shell.RunAsync("", score + "psnr")).ExitCode);
    }

    [Fact]
    public async Task Needs_a_reference_and_says_so()
    {
        var run = await Iqa.RunAsync("score", "samples/coffee-q20.png", "--metric", "ssim");
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains("ssim holds an image against its pristine original", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("niqe")]
    [InlineData("brisque")]
    [InlineData("piqe")]
    [InlineData("entropy")]
    [InlineData("laplacian")]
    [InlineData("tenengrad")]
    public async Task Judges_an_image_alone(string metric)
    {
        var run = await Iqa.RunAsync("score", "samples/coffee.png", "samples/coffee-blur.png", "--metric", metric, "-f", "json");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        var scores = JsonDocument.Parse(run.Output).RootElement.EnumerateArray().Select(row => row.GetProperty("score").GetDouble()).ToList();
        Assert.Equal(metric is "laplacian" or "tenengrad" or "entropy", scores[0] > scores[1]);
    }

    [Fact]
    public async Task A_misspelt_name_has_a_hint()
    {
        var run = await Iqa.RunAsync("score", "samples/coffee-q20.png", "--reference", "samples/coffee.png", "--metric", "haarpsy");
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains("haarpsi", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_listed_and_has_a_card()
    {
        Assert.Matches(@"(?m)^gmsd\s+pristine\s+0 to 0\.5\s+lower\s+16", (await Iqa.RunAsync("models")).Output);
        Assert.Contains("Xue, Zhang, Mou, Bovik", (await Iqa.RunAsync("models", "show", "gmsd")).Output, StringComparison.Ordinal);
        var json = JsonDocument.Parse((await Iqa.RunAsync("models", "--json")).Output).RootElement;
        Assert.Contains(json.GetProperty("classical").EnumerateArray(), card => card.GetProperty("name").GetString() == "gmsd");
    }

    /// <summary>If not: <c>iqa models --markdown > docs/metrics.md</c>.</summary>
    [Fact]
    public async Task The_page_of_metrics_is_what_the_command_writes() =>
        Assert.Equal(await File.ReadAllTextAsync(Path.Combine(Iqa.Root, "docs", "metrics.md"), TestContext.Current.CancellationToken), (await Iqa.RunAsync("models", "--markdown")).Output);
}
