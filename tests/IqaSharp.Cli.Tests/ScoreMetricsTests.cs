using System.Globalization;
using System.Text.Json;
using Xunit;

namespace IqaSharp.Cli.Tests;

/// <summary>Several metrics in one run.</summary>
public sealed class ScoreMetricsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("iqa-tests").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Each_has_a_row_in_json_lines_and_a_column_in_tables()
    {
        string[] command = ["score", "samples/coffee.png", "absent.png", "-m", "niqe,entropy", "-m", "laplacian"];
        var lines = (await Iqa.RunAsync([.. command, "-f", "jsonl"])).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal(["niqe", "entropy", "laplacian", "niqe", "entropy", "laplacian"], lines.Select(row => row.GetProperty("metric").GetString()));
        var scores = lines.Take(3).Select(row => row.GetProperty("score").GetDouble()).ToList();
        foreach (var (metric, score) in new[] { "niqe", "entropy", "laplacian" }.Zip(scores))
        {
            Assert.Equal(score, JsonDocument.Parse((await Iqa.RunAsync("score", "samples/coffee.png", "-m", metric, "-f", "jsonl")).Output).RootElement.GetProperty("score").GetDouble());
        }

        var csv = await Iqa.RunAsync([.. command, "-f", "csv"]);
        Assert.Equal((1, "1 of 2 failed\n"), (csv.ExitCode, csv.Error));
        var text = string.Join(',', scores.Select(score => score.ToString("R", CultureInfo.InvariantCulture)));
        Assert.Equal($"image,niqe,entropy,laplacian,error,note\nsamples/coffee.png,{text},,\nabsent.png,,,,no such file or folder,\n", csv.Output);

        var table = (await Iqa.RunAsync(command)).Output.Split('\n');
        Assert.Equal("image\tniqe\tentropy\tlaplacian\tnote", table[0]);
        Assert.Equal("absent.png\tfailed\tfailed\tfailed\tno such file or folder", table[2]);
    }

    [Fact]
    public async Task Those_that_take_a_reference_hold_images_against_it_and_the_others_see_them_alone()
    {
        var run = await Iqa.RunAsync("score", "samples/coffee-q20.png", "samples/chelsea.png", "-r", "samples/coffee.png", "-m", "ssim,niqe", "-f", "csv");
        Assert.Equal((1, "1 of 2 failed\n"), (run.ExitCode, run.Error));
        var rows = run.Output.Split('\n');
        Assert.Equal("image,pristine,ssim,niqe,error,note", rows[0]);
        Assert.StartsWith("samples/coffee-q20.png,samples/coffee.png,0.8", rows[1], StringComparison.Ordinal);
        Assert.StartsWith("samples/chelsea.png,samples/coffee.png,,2.", rows[2], StringComparison.Ordinal);
        Assert.Contains("ssim: 451×300 pixels", rows[2], StringComparison.Ordinal);

        var damaged = Path.Combine(_folder, "damaged.png");
        await File.WriteAllTextAsync(damaged, "no image", TestContext.Current.CancellationToken);
        var reference = await Iqa.RunAsync("score", "samples/coffee.png", "-r", damaged, "-m", "ssim,entropy", "-f", "csv");
        Assert.Contains("samples/coffee.png," + damaged + ",,7.", reference.Output, StringComparison.Ordinal);
        Assert.Contains("ssim: " + damaged + ": not an image", reference.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_of_one_name_are_refused()
    {
        var run = await Iqa.RunAsync("score", "samples/coffee.png", "-m", "musiq,MUSIQ-S");
        Assert.Equal((2, "", "MUSIQ-S: is called 'musiq-s', like another of the metrics\n"), (run.ExitCode, run.Output, run.Error));
    }

    [Theory]
    [InlineData("SSIM", "ssim")]
    [InlineData("MusiQ", "musiq-s")]
    [InlineData("IQT-S", "iqt-s")]
    public async Task Names_are_read_in_any_case(string name, string card)
    {
        string[] reference = name == "MusiQ" ? [] : ["-r", "samples/coffee.png"];
        var run = await Iqa.RunAsync(["score", "samples/coffee-q20.png", "-m", name, "-f", "jsonl", .. reference]);
        Assert.Equal((0, card), (run.ExitCode, JsonDocument.Parse(run.Output).RootElement.GetProperty("metric").GetString()));
    }

    [Theory]
    [InlineData("musik", "musiq")]
    [InlineData("NIQUE", "niqe")]
    [InlineData("musiq-konik", "musiq-koniq")]
    public async Task A_misspelt_name_has_near_ones(string name, string near)
    {
        var run = await Iqa.RunAsync("score", "samples/coffee.png", "-m", name);
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.StartsWith($"{name}: no model of that name; near ", run.Error, StringComparison.Ordinal);
        Assert.Contains(near, run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("scores.csv", "image,metric,score")]
    [InlineData("scores.CSV", "image,metric,score")]
    [InlineData("scores.json", "[\n  {\"image\":")]
    [InlineData("scores.jsonl", "{\"image\":")]
    [InlineData("scores.md", "| image | entropy | note |\n| --- | ---: | --- |\n| samples/coffee.png | 7.6575 |")]
    [InlineData("scores.txt", "image               metric       score\nsamples/coffee.png  entropy     7.6575\n")]
    public async Task The_extension_of_the_output_says_its_format(string name, string begin)
    {
        var path = Path.Combine(_folder, name);
        Assert.Equal(0, (await Iqa.RunAsync("score", "samples/coffee.png", "-m", "entropy", "-o", path)).ExitCode);
        Assert.StartsWith(begin, await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Format_goes_before_the_extension()
    {
        var path = Path.Combine(_folder, "scores.csv");
        Assert.Equal(0, (await Iqa.RunAsync("score", "samples/coffee.png", "-m", "entropy", "-o", path, "-f", "jsonl")).ExitCode);
        Assert.StartsWith("{", await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }
}
