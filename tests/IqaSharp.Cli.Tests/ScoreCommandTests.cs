using System.Text.Json;
using IqaSharp.Engines.Onnx.Integers;
using Xunit;

namespace IqaSharp.Cli.Tests;

public sealed class ScoreCommandTests : IDisposable
{
    private const string Untrained = "untrained placeholder, its scores mean nothing";

    private readonly string _folder = Directory.CreateTempSubdirectory("iqa-tests").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_readme_s_command_scores_the_samples()
    {
        var run = await Iqa.RunAsync("score", "samples/");
        Assert.Equal(0, run.ExitCode);
        Assert.Equal("", run.Error);
        var lines = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["image", "metric", "score"], lines[0].Split('\t'));
        var rows = lines[1..].Select(line => line.Split('\t')).Where(row => row.Length == 3).ToList();
        Assert.Equal(["samples/astronaut.png", "samples/chelsea.png", "samples/coffee-blur.png", "samples/coffee-q20.png", "samples/coffee.png", "samples/rocket.jpg"], rows.Select(row => row[0]));
        Assert.All(rows, row => Assert.Equal("musiq-s", row[1]));
        Assert.Equal(ByteArithmetic.Pays ? ["musiq-s: computed in 8-bit integers"] : [], lines[(1 + rows.Count)..]);
    }

    [Fact]
    public async Task Json_rows_are_in_order_and_failures_carry_their_reason()
    {
        var text = Write("text.png", "this is no image"u8.ToArray());
        var empty = Write("empty.jpg", []);
        var run = await Iqa.RunAsync("score", "samples/coffee.png", text, "absent.png", empty, "samples/chelsea.png", "--format", "json");
        Assert.Equal(1, run.ExitCode);
        Assert.Equal("3 of 5 failed\n", run.Error);
        var rows = JsonDocument.Parse(run.Output).RootElement.EnumerateArray().ToList();
        Assert.Equal(["samples/coffee.png", text, "absent.png", empty, "samples/chelsea.png"], rows.Select(r => r.GetProperty("image").GetString()!));
        Assert.Equal([true, false, false, false, true], rows.Select(r => r.GetProperty("score").ValueKind == JsonValueKind.Number));
        Assert.Equal([false, true, true, true, false], rows.Select(r => r.GetProperty("error").ValueKind == JsonValueKind.String));
        Assert.All(rows, r => Assert.Equal("musiq-s", r.GetProperty("metric").GetString()));
    }

    [Fact]
    public async Task An_untrained_model_says_so()
    {
        var table = await Iqa.RunAsync("score", "samples/coffee.png", "--model", Iqa.Placeholder);
        Assert.EndsWith(Untrained, table.Output.TrimEnd(), StringComparison.Ordinal);
        var json = await Iqa.RunAsync("score", "samples/coffee.png", "--model", Iqa.Placeholder, "-f", "json");
        Assert.Equal(Untrained, JsonDocument.Parse(json.Output).RootElement[0].GetProperty("note").GetString());
    }

    [Fact]
    public async Task Every_format_has_the_same_scores()
    {
        var json = JsonDocument.Parse((await Iqa.RunAsync("score", "samples/coffee.png", "-f", "json")).Output).RootElement[0].GetProperty("score").GetDouble();
        var jsonl = JsonDocument.Parse((await Iqa.RunAsync("score", "samples/coffee.png", "-f", "jsonl")).Output).RootElement.GetProperty("score").GetDouble();
        var csv = (await Iqa.RunAsync("score", "samples/coffee.png", "-f", "csv")).Output.Split('\n');
        Assert.Equal(json, jsonl);
        Assert.Equal("image,metric,score,distribution,error,note,low,high,familiarity,unfamiliar", csv[0]);
        Assert.Equal(json, double.Parse(csv[1].Split(',')[2], System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task A_file_appears_complete_and_alone()
    {
        var output = Path.Combine(_folder, "scores.csv");
        var run = await Iqa.RunAsync("score", "samples/chelsea.png", "samples/coffee.png", "--format", "csv", "-o", output);
        Assert.Equal((0, ""), (run.ExitCode, run.Output));
        Assert.Equal(3, File.ReadAllLines(output).Length);
        Assert.Single(Directory.GetFiles(_folder));
    }

    [Fact]
    public async Task A_reduced_native_scale_is_said()
    {
        var run = await Iqa.RunAsync("score", "samples/coffee.png", "--max-side", "300");
        Assert.Contains("native scale reduced to 300 pixels", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_image_over_the_limit_is_refused()
    {
        var run = await Iqa.RunAsync("score", "samples/coffee.png", "--max-pixels", "0.1");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("600×400 pixels exceed the limit", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("needs a path", "score")]
    [InlineData("exclude each other", "score", "a.png", "--metric", "musiq", "--model", "m.safetensors")]
    [InlineData("--threads", "score", "a.png", "--threads", "0")]
    [InlineData("--max-side", "score", "a.png", "--max-side", "0")]
    [InlineData("format", "score", "a.png", "--format", "xml")]
    [InlineData("no model of that name", "score", "a.png", "--metric", "nonsense")]
    [InlineData("iqa models pull musiq-koniq", "score", "a.png", "--metric", "musiq-koniq")]
    [InlineData("no such file", "score", "a.png", "--model", "absent.safetensors")]
    [InlineData("unknown", "unknown")]
    public async Task Wrong_usage_is_told_in_a_line(string reason, params string[] arguments)
    {
        var run = await Iqa.RunAsync(arguments);
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
        Assert.Contains(reason == "needs a path" ? "path" : reason, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_without_images_is_told()
    {
        var run = await Iqa.RunAsync("score", _folder);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("no images", run.Output, StringComparison.Ordinal);
    }

    private string Write(string name, byte[] content)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllBytes(path, content);
        return path;
    }
}
