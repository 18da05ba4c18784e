using System.Text.Json;
using Xunit;

namespace IqaSharp.Cli.Tests;

/// <summary>File names are strangers' text: what a person reads shows their control characters escaped, data keep the true name.</summary>
public sealed class ControlCharacterTests : IDisposable
{
    private const string Hostile = "a\e[2J\nq\u0007\u009b\u202eg.png";
    private const string Shown = @"a\x1b[2J\nq\x07\x9b\u202eg.png";

    private readonly string _folder = Directory.CreateTempSubdirectory("iqa-tests").FullName;
    private readonly string _image;

    public ControlCharacterTests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such names");
        _image = Path.Combine(_folder, Hostile);
        File.Copy(Path.Combine(Iqa.Root, "samples", "coffee.png"), _image);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    public static TheoryData<string> Commands() =>
    [
        "score {image} {image}.absent -m entropy",
        "score {image} -m ssim -r {image}",
        "score {image} -m ssim -r {image}.absent",
        "score {image} -m ssim -r {folder} --pair-by x_{scene}",
        "score samples/coffee.png -m {image}",
        "score samples/coffee.png --model {image}",
        "score samples/coffee.png -m entropy -o {image}/x.csv",
        "score samples/coffee.png --format {image}",
        "compare {image} samples/coffee-blur.png -m entropy",
        "compare {image} samples/chelsea.png -m ssim -r {image}",
        "compare {image} samples/coffee-blur.png -m ssim -r samples/coffee.png --map {image}.maps",
        "models show {image}",
        "convert {image} --architecture musiq -o {folder}/x.safetensors",
        "export {image} -o {folder}/x.onnx",
        "export musiq-s -o {image}.onnx",
        "evaluate --data {image} -m entropy",
        "distort {image} -k jpeg -l 1 -o {image}.d.png",
        "distort samples/coffee.png -k {image} -l 1 -o {folder}/d.png",
        "restore {image}.absent -m nlm -o {folder}/r.png",
        "restore samples/coffee.png -m {image} -o {folder}/r.png",
        "fit niqe --images {image} -o {folder}/n.json",
        "datasets {image}",
        "{image}",
    ];

    [Theory, MemberData(nameof(Commands))]
    public async Task Nothing_that_a_person_reads_holds_them(string command)
    {
        var run = await Iqa.RunAsync([.. command.Split(' ').Select(word => word.Replace("{image}", _image, StringComparison.Ordinal).Replace("{folder}", _folder, StringComparison.Ordinal))]);
        Assert.DoesNotContain(run.Output, c => c is not ('\n' or '\t') && (char.IsControl(c) || c == '\u202e')); // tabs separate the cells of a piped table
        Assert.DoesNotContain(run.Error, c => c != '\n' && (char.IsControl(c) || c == '\u202e'));
        Assert.DoesNotContain("\nq", run.Output + run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task They_are_shown_escaped()
    {
        Assert.Contains(Shown, (await Iqa.RunAsync("score", _image, "-m", "entropy")).Output, StringComparison.Ordinal);
        Assert.Contains(Shown, (await Iqa.RunAsync("compare", _image, "-m", "entropy")).Output, StringComparison.Ordinal);
        Assert.Contains(Shown + ".absent: ", (await Iqa.RunAsync("distort", _image + ".absent", "-k", "jpeg", "-l", "1", "-o", "x.png")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Data_keep_the_true_name()
    {
        var json = JsonDocument.Parse((await Iqa.RunAsync("score", _image, "-m", "entropy", "-f", "json")).Output).RootElement;
        Assert.Equal(_image, json[0].GetProperty("image").GetString());
        Assert.Equal(_image, JsonDocument.Parse((await Iqa.RunAsync("score", _image, "-m", "entropy", "-f", "jsonl")).Output).RootElement.GetProperty("image").GetString());
        Assert.Contains($"\"{_image}\",entropy,", (await Iqa.RunAsync("score", _image, "-m", "entropy", "-f", "csv")).Output, StringComparison.Ordinal);
        Assert.Equal(_image, JsonDocument.Parse((await Iqa.RunAsync("compare", _image, "-m", "entropy", "--json")).Output).RootElement.GetProperty("images")[0].GetString());
    }

    /// <summary>A data set's columns are strangers' text too.</summary>
    [Fact]
    public async Task The_tables_of_an_evaluation_show_them_escaped()
    {
        string[] images = ["astronaut.png", "chelsea.png", "coffee.png", "coffee-blur.png", "coffee-q20.png", "rocket.jpg"];
        var data = Path.Combine(_folder, "ratings.csv");
        await File.WriteAllLinesAsync(data, ["image,score,distortion", .. images.Select((image, i) => $"{Path.Combine(Iqa.Root, "samples", image)},{60 + (5 * i)},\"a\e[31m\"")], TestContext.Current.CancellationToken);
        var run = await Iqa.RunAsync("evaluate", "--data", data, "-m", "entropy", "--resamples", "0", "-o", Path.Combine(_folder, "e\e[31m"));
        Assert.Equal(0, run.ExitCode);
        Assert.DoesNotContain(run.Output, c => c is not ('\n' or '\t') && char.IsControl(c));
        Assert.DoesNotContain(run.Error, c => c != '\n' && char.IsControl(c));
        Assert.Contains(@"a\x1b[31m", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', await File.ReadAllTextAsync(Path.Combine(_folder, "e\e[31m", "report.md"), TestContext.Current.CancellationToken));
    }
}
