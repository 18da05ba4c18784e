using System.Text.Json;
using IqaSharp.Imaging;
using Xunit;

namespace IqaSharp.Cli.Tests;

public sealed class CompareCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("iqa-tests").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task An_image_that_cannot_be_read_keeps_its_column_and_the_others_are_compared()
    {
        var empty = Path.Combine(_folder, "empty.png");
        File.WriteAllBytes(empty, []);
        var run = await Iqa.RunAsync("compare", empty, "samples/coffee.png", "absent.png", "samples/coffee-blur.png", "-m", "niqe");
        Assert.Equal(1, run.ExitCode);
        Assert.Equal(["niqe", "lower", "–", "–"], Words(run.Output, "niqe").Where(word => !word.Contains('.', StringComparison.Ordinal)));
        Assert.Equal([empty, "absent.png"], run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line[..line.IndexOf(": ", StringComparison.Ordinal)]));

        var json = JsonDocument.Parse((await Iqa.RunAsync("compare", empty, "samples/coffee.png", "-m", "niqe", "--json")).Output).RootElement;
        Assert.Equal([JsonValueKind.String, JsonValueKind.Null], json.GetProperty("errors").EnumerateArray().Select(error => error.ValueKind));
        Assert.Equal([JsonValueKind.Null, JsonValueKind.Number], json.GetProperty("metrics")[0].GetProperty("scores").EnumerateArray().Select(score => score.ValueKind));
    }

    [Fact]
    public async Task An_image_of_another_size_is_a_gap_and_fit_closes_it()
    {
        string[] command = ["compare", "samples/chelsea.png", "samples/coffee-blur.png", "--reference", "samples/coffee.png", "--metric", "psnr"];
        var refused = await Iqa.RunAsync(command);
        Assert.Equal((1, "–"), (refused.ExitCode, Words(refused.Output, "psnr")[2]));
        Assert.Contains("samples/chelsea.png: 451×300 pixels", refused.Error, StringComparison.Ordinal);
        Assert.Contains("--fit reference", refused.Error, StringComparison.Ordinal);
        var fitted = await Iqa.RunAsync([.. command, "--fit", "reference"]);
        Assert.Equal((0, ""), (fitted.ExitCode, fitted.Error));
        Assert.DoesNotContain("–", fitted.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("compare", "{0}", "samples/coffee.png", "-m", "entropy")]
    [InlineData("embed", "{0}")]
    [InlineData("distort", "{0}", "-k", "jpeg", "-l", "1", "-o", "{1}.png")]
    [InlineData("restore", "{0}", "-m", "nlm", "-o", "{1}.png")]
    public async Task The_limit_that_a_message_says_can_be_raised_can_be_raised(params string[] command)
    {
        var large = Path.Combine(_folder, "large.png");
        new Image(1200, 1000, new byte[1200 * 1000 * 3]).Save(large);
        string[] words = [.. command.Select(word => word.Replace("{0}", large, StringComparison.Ordinal).Replace("{1}", large, StringComparison.Ordinal))];
        var refused = await Iqa.RunAsync([.. words, "--max-pixels", "1"]);
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("--max-pixels raises it", refused.Output + refused.Error, StringComparison.Ordinal);
        Assert.Equal(0, (await Iqa.RunAsync([.. words, "--max-pixels", "2"])).ExitCode);
    }

    /// <summary>Noise has more entropy and more edges than a photograph, and is no better for it.</summary>
    [Fact]
    public async Task What_has_no_better_direction_does_not_vote()
    {
        var noise = Path.Combine(_folder, "noise.png");
        var pixels = new byte[300 * 200 * 3];
        new Random(1).NextBytes(pixels);
        new Image(300, 200, pixels).Save(noise);
        var run = await Iqa.RunAsync("compare", noise, "samples/coffee.png", "-m", "entropy,laplacian,tenengrad,niqe");
        Assert.Equal(0, run.ExitCode);
        foreach (var metric in new[] { "entropy", "laplacian", "tenengrad" })
        {
            Assert.Equal("–", Words(run.Output, metric)[1]);
            Assert.DoesNotContain(Words(run.Output, metric), word => word.EndsWith('*'));
        }

        Assert.Equal(["best by", "0", "1"], Words(run.Output, "best by"));
        Assert.DoesNotContain("best by", (await Iqa.RunAsync("compare", noise, "-m", "entropy")).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("json", "{\n  \"images\": [")]
    [InlineData("jsonl", "{\"metric\":\"ssim\",\"higherIsBetter\":true,\"scores\":[")]
    [InlineData("csv", "metric,better,samples/coffee-q20.png,samples/coffee-blur.png\nssim,higher,0.84")]
    [InlineData("md", "| metric | better | samples/coffee-q20.png | samples/coffee-blur.png |\n| --- | --- | ---: | ---: |\n| ssim | higher | 0.845")]
    [InlineData("table", "metric\tbetter\tsamples/coffee-q20.png\tsamples/coffee-blur.png\nssim\thigher\t0.845")]
    public async Task There_is_a_format_for_each_use(string format, string begin)
    {
        string[] command = ["compare", "samples/coffee-q20.png", "samples/coffee-blur.png", "-r", "samples/coffee.png", "-m", "ssim,entropy"];
        var run = await Iqa.RunAsync([.. command, "--format", format]);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.StartsWith(begin, run.Output, StringComparison.Ordinal);
        var file = Path.Combine(_folder, $"compared.{format}");
        Assert.Equal(0, (await Iqa.RunAsync([.. command, "-o", file])).ExitCode);
        Assert.Equal(run.Output.Split('\n').Length, (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).Split('\n').Length);
    }

    [Fact]
    public async Task Maps_have_one_size_an_overlay_and_a_sheet_and_names_of_their_own()
    {
        var other = Path.Combine(Directory.CreateDirectory(Path.Combine(_folder, "other")).FullName, "coffee-q20.png");
        File.Copy(Path.Combine(Iqa.Root, "samples", "coffee-blur.png"), other);
        var maps = Path.Combine(_folder, "maps");
        var run = await Iqa.RunAsync("compare", "samples/coffee-q20.png", other, "-r", "samples/coffee.png", "-m", "ssim,iqt,psnr,niqe", "--map", maps);
        Assert.Equal(0, run.ExitCode);
        var expected = new[] { "coffee-q20", "coffee-q20-2" }.SelectMany(name => new[] { "ssim", "ssim-overlay", "iqt-s", "iqt-s-overlay", "maps" }.Select(map => $"{name}-{map}.png"));
        Assert.Equal(expected.Order(StringComparer.Ordinal), Directory.GetFiles(maps).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        var sizes = Directory.GetFiles(maps).Where(file => !file.EndsWith("-maps.png", StringComparison.Ordinal)).Select(file => Image.Load(file)).Select(map => (map.Width, map.Height)).Distinct().ToList();
        Assert.Equal(600, Assert.Single(sizes).Width);
        Assert.Equal(6, run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    private static string[] Words(string output, string first) =>
        output.Split('\n').Single(line => line.StartsWith(first + "\t", StringComparison.Ordinal)).Split('\t', StringSplitOptions.RemoveEmptyEntries);
}
