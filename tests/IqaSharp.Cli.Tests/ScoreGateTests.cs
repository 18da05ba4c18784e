using System.Text.Json;
using Xunit;

namespace IqaSharp.Cli.Tests;

/// <summary>Limits, order, and files that are sorted out.</summary>
public sealed class ScoreGateTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("iqa-tests").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>NIQE of the samples: coffee 3.04, coffee-q20 5.30, coffee-blur 5.86.</summary>
    [Fact]
    public async Task A_score_beyond_the_limit_has_an_exit_code_and_offenders_are_last()
    {
        var run = await Iqa.RunAsync("score", "samples/coffee-blur.png", "samples/coffee.png", "samples/coffee-q20.png", "-m", "niqe", "--fail-above", "4", "-f", "csv");
        Assert.Equal(3, run.ExitCode);
        Assert.Equal(4, run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Equal(["2 of 3 fail the limit:", "samples/coffee-blur.png: niqe 5.8575 is above 4", "samples/coffee-q20.png: niqe 5.2973 is above 4"], run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal((0, ""), await CodeAsync("--fail-above", "6"));
    }

    [Fact]
    public async Task Each_metric_has_its_own_limit()
    {
        var run = await Iqa.RunAsync("score", "samples/coffee.png", "samples/coffee-q20.png", "-r", "samples/coffee.png", "-m", "SSIM,niqe", "--fail-below", "ssim=0.9", "--fail-above", "NIQE=5");
        Assert.Equal((3, "1 of 2 fail the limit:\nsamples/coffee-q20.png: ssim 0.845 is below 0.9, niqe 5.2973 is above 5\n"), (run.ExitCode, run.Error));
    }

    [Fact]
    public async Task What_cannot_be_scored_fails_as_before()
    {
        var run = await Iqa.RunAsync("score", "samples/coffee.png", "absent.png", "-m", "niqe", "--fail-above", "4");
        Assert.Equal((1, "1 of 2 failed\n"), (run.ExitCode, run.Error));
    }

    [Theory]
    [InlineData("niqe is better the lower: --fail-above 4", "--fail-below", "4")]
    [InlineData("takes a number, or metric=number, not 'x'", "--fail-above", "x")]
    [InlineData("takes a number, or metric=number, not 'nan'", "--fail-above", "nan")]
    [InlineData("'ssim' is not among the metrics: niqe", "--fail-below", "ssim=4")]
    [InlineData("--sort: takes score, name or one of the metrics, not 'size'", "--sort", "size")]
    [InlineData("--worst and --best exclude each other", "--worst", "1", "--best", "1")]
    [InlineData("--worst takes a number of at least 1", "--worst", "0")]
    [InlineData("--copy-to takes --fail-below, --fail-above, --worst or --best", "--copy-to", "x")]
    [InlineData("--copy-to and --move-to exclude each other", "--copy-to", "x", "--move-to", "y", "--fail-above", "4")]
    public async Task Wrong_usage_is_told_in_a_line(string reason, params string[] options)
    {
        var (code, error) = await CodeAsync(options);
        Assert.Equal(2, code);
        Assert.Contains(reason, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_limit_for_one_of_several_metrics_names_it()
    {
        var run = await Iqa.RunAsync("score", "samples/coffee.png", "-m", "niqe,entropy", "--fail-above", "4");
        Assert.Equal((2, "", "--fail-above: does not say which metric 4 is for: --fail-above niqe=4\n"), (run.ExitCode, run.Output, run.Error));
    }

    [Theory]
    [InlineData("blur,q20,coffee,chelsea", "--worst", "9")]
    [InlineData("blur,q20", "--worst", "2")]
    [InlineData("chelsea", "--best", "1")]
    [InlineData("chelsea,coffee,q20,blur,absent", "--sort", "score")]
    [InlineData("chelsea,coffee,q20,blur,absent", "--sort", "NIQE")]
    [InlineData("absent,chelsea,blur,q20,coffee", "--sort", "name")]
    public async Task Rows_are_ordered(string expected, params string[] options)
    {
        string[] images = ["samples/coffee-q20.png", "samples/chelsea.png", "samples/absent.png", "samples/coffee.png", "samples/coffee-blur.png"];
        var run = await Iqa.RunAsync(["score", .. images, "-m", "niqe", "-f", "jsonl", .. options]);
        var named = options[0] == "--sort" ? "" : ":\nsamples/absent.png: no such file or folder"; // it has no row
        Assert.Equal((1, $"1 of 5 failed{named}\n"), (run.ExitCode, run.Error));
        Assert.Equal(expected.Split(','), run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => Path.GetFileNameWithoutExtension(JsonDocument.Parse(line).RootElement.GetProperty("image").GetString()!).Replace("coffee-", "", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("--copy-to", true)]
    [InlineData("--move-to", false)]
    public async Task Files_that_fail_are_sorted_out_and_nothing_is_overwritten(string option, bool stay)
    {
        var (photos, rejected) = (Path.Combine(_folder, "photos"), Path.Combine(_folder, "rejected"));
        foreach (var (name, source) in new[] { ("a/1.png", "coffee-blur"), ("b/1.png", "coffee-q20"), ("b/2.png", "coffee") })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(photos, name))!);
            File.Copy(Path.Combine(Iqa.Root, "samples", source + ".png"), Path.Combine(photos, name));
        }

        Directory.CreateDirectory(rejected);
        await File.WriteAllTextAsync(Path.Combine(rejected, "1.png"), "mine", TestContext.Current.CancellationToken);
        var run = await Iqa.RunAsync("score", photos, Path.Combine(photos, "a/1.png"), "-m", "niqe", "--fail-above", "4", option, rejected);
        Assert.Equal(3, run.ExitCode);
        Assert.Contains($"a/1.png: niqe 5.8575 is above 4; {(stay ? "copied" : "moved")} to {rejected}/1-2.png\n", run.Error, StringComparison.Ordinal);
        Assert.Equal(["1-2.png", "1-3.png", "1.png"], Directory.GetFiles(rejected).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal("mine", await File.ReadAllTextAsync(Path.Combine(rejected, "1.png"), TestContext.Current.CancellationToken));
        Assert.Equal(File.ReadAllBytes(Path.Combine(Iqa.Root, "samples", "coffee-q20.png")), File.ReadAllBytes(Path.Combine(rejected, "1-3.png")));
        Assert.Equal(stay ? ["1.png", "1.png", "2.png"] : ["2.png"], Directory.GetFiles(photos, "*", SearchOption.AllDirectories).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Without_a_limit_the_selected_files_are_copied()
    {
        var folder = Path.Combine(_folder, "worst");
        var run = await Iqa.RunAsync("score", "samples/coffee.png", "samples/coffee-blur.png", "-m", "niqe", "--worst", "1", "--copy-to", folder);
        Assert.Equal((0, $"samples/coffee-blur.png: copied to {folder}/coffee-blur.png\n"), (run.ExitCode, run.Error));
        Assert.Equal("coffee-blur.png", Path.GetFileName(Assert.Single(Directory.GetFiles(folder))));
    }

    private static async Task<(int ExitCode, string Error)> CodeAsync(params string[] options)
    {
        var run = await Iqa.RunAsync(["score", "samples/coffee.png", "-m", "niqe", .. options]);
        return (run.ExitCode, run.Error);
    }
}
