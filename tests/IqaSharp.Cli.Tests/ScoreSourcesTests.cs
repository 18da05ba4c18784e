using System.Text.Json;
using Xunit;

namespace IqaSharp.Cli.Tests;

/// <summary>Where the images of a command come from.</summary>
public sealed class ScoreSourcesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("iqa-tests").FullName;

    public ScoreSourcesTests() => Assert.SkipWhen(OperatingSystem.IsWindows(), "needs a shell");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_hyphen_is_an_image_from_the_standard_input()
    {
        var run = await Shell.RunAsync(_folder, "cat samples/coffee.png | $IQA score samples/chelsea.png - -m entropy -f csv");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        var file = await Iqa.RunAsync("score", "samples/chelsea.png", "samples/coffee.png", "-m", "entropy", "-f", "csv");
        Assert.Equal(file.Output.Replace("samples/coffee.png", "-", StringComparison.Ordinal), run.Output);
        var embedding = await Shell.RunAsync(_folder, "$IQA embed - <samples/coffee.png");
        Assert.Equal((0, "-"), (embedding.ExitCode, JsonDocument.Parse(embedding.Output).RootElement.GetProperty("image").GetString()));
    }

    [Theory]
    [InlineData("</dev/null", "the file is empty")]
    [InlineData("<README.md", "not an image")]
    public async Task What_is_no_image_on_the_standard_input_is_a_row(string input, string reason)
    {
        var run = await Shell.RunAsync(_folder, $"$IQA score - samples/coffee.png -m entropy -f csv {input}");
        Assert.Equal((1, "1 of 2 failed\n"), (run.ExitCode, run.Error));
        var rows = run.Output.Split('\n');
        Assert.StartsWith("-,entropy,,,", rows[1], StringComparison.Ordinal);
        Assert.Contains(reason, rows[1], StringComparison.Ordinal);
        Assert.StartsWith("samples/coffee.png,entropy,7.", rows[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_names_files_one_on_each_line_or_separated_by_NUL()
    {
        var strange = Path.Combine(_folder, "a * {b,c}\nd.png");
        File.Copy(Path.Combine(Iqa.Root, "samples", "coffee.png"), strange);
        var lines = await Shell.RunAsync(_folder, "printf 'samples/coffee.png\\r\\n\\nsamples/absent.png\\nsamples' >$T/list; $IQA score --from $T/list -m entropy -f jsonl");
        Assert.Equal((1, "2 of 3 failed\n"), (lines.ExitCode, lines.Error));
        Assert.Equal(["samples/coffee.png", "samples/absent.png", "samples"], Images(lines.Output));
        var nul = await Shell.RunAsync(_folder, "find $T -name '*.png' -print0 | $IQA score samples/chelsea.png --from - --null -m entropy -f jsonl");
        Assert.Equal((0, ""), (nul.ExitCode, nul.Error));
        Assert.Equal(["samples/chelsea.png", strange], Images(nul.Output));
    }

    [Theory]
    [InlineData("--from $T/absent", "absent: no such file")]
    [InlineData("--from $T", "is a folder")]
    [InlineData("--from samples/coffee.png", "is no list of paths")]
    [InlineData("--from /dev/zero", "is no list of paths")]
    [InlineData("--null samples/coffee.png", "--null takes --from")]
    [InlineData("- --from -", "only once")]
    [InlineData("", "--from")]
    public async Task A_list_that_cannot_be_used_is_a_line(string arguments, string reason)
    {
        var run = await Shell.RunAsync(_folder, $"$IQA score {arguments} -m entropy");
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains(reason, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_list_has_no_rows()
    {
        var run = await Shell.RunAsync(_folder, "$IQA score --from /dev/null -m entropy -f json");
        Assert.Equal((0, "[]\n", ""), (run.ExitCode, run.Output, run.Error));
        Assert.Equal("image\tmetric\tscore\n", (await Shell.RunAsync(_folder, "$IQA score --from - -m entropy </dev/null")).Output);
    }

    [Fact]
    public async Task Braces_in_a_glob_are_alternatives()
    {
        var run = await Iqa.RunAsync("score", "samples/{rocket,coffee-*}.{jpg,png}", "-m", "entropy", "-f", "jsonl");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(["samples/rocket.jpg", "samples/coffee-blur.png", "samples/coffee-q20.png"], Images(run.Output));
    }

    private static string[] Images(string lines) => [.. lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("image").GetString()!)];
}
