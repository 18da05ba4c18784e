using System.Text.Json;
using IqaSharp.Networks;
using IqaSharp.Tests.Metrics;
using Xunit;

namespace IqaSharp.Cli.Tests;

/// <summary>A network with damaged weights: every command gives a row with an error and exit code 1.</summary>
public sealed class UndefinedScoreTests : IDisposable
{
    private const string Photo = "samples/chelsea.png";

    private readonly string _folder = Directory.CreateTempSubdirectory("iqa-tests").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("table")]
    [InlineData("csv")]
    [InlineData("json")]
    [InlineData("jsonl")]
    public async Task A_score_that_is_no_number_is_a_row_with_an_error(string format)
    {
        var run = await Iqa.RunAsync("score", Photo, "samples/coffee.png", "--model", Model(TestModel.TinyMusiq), "--format", format);
        Assert.Equal((1, "2 of 2 failed\n"), (run.ExitCode, run.Error));
        Rows(run.Output, format);
    }

    [Fact]
    public async Task A_pair_that_has_no_number_is_a_row_with_an_error()
    {
        var run = await Iqa.RunAsync("score", Photo, Photo, "--reference", Photo, "--model", Model(TestModel.TinyIqt), "--format", "json");
        Assert.Equal((1, "2 of 2 failed\n"), (run.ExitCode, run.Error));
        Rows(run.Output, "json");
    }

    [Fact]
    public async Task Embeddings_and_labels_that_are_no_numbers_are_rows_with_an_error()
    {
        foreach (var (command, config) in new[] { ("embed", TestModel.TinyMusiq), ("classify", TestModel.TinyMusiq with { Outputs = 2, Labels = ["a", "b"] }) })
        {
            var run = await Iqa.RunAsync(command, Photo, "samples/coffee.png", "--metric", Model(config));
            Assert.Equal((1, ""), (run.ExitCode, run.Error));
            Rows(run.Output, "jsonl");
        }
    }

    [Fact]
    public async Task A_comparison_says_which_metric_has_no_number()
    {
        var run = await Iqa.RunAsync("compare", Photo, Photo, "--metric", $"laplacian,{Model(TestModel.TinyMusiq)}", "--json");
        Assert.Equal(1, run.ExitCode);
        var metrics = JsonDocument.Parse(run.Output).RootElement.GetProperty("metrics");
        Assert.Equal(JsonValueKind.Number, metrics[0].GetProperty("scores")[0].ValueKind);
        Assert.Equal(JsonValueKind.Null, metrics[1].GetProperty("scores")[0].ValueKind);
        Assert.Contains("NaN", metrics[1].GetProperty("error").GetString(), StringComparison.Ordinal);

        var maps = await Iqa.RunAsync("compare", Photo, Photo, "--metric", Model(TestModel.TinyMusiqOnBackbone), "--map", Path.Combine(_folder, "maps"));
        Assert.Equal(1, maps.ExitCode);
        Assert.Contains("NaN", maps.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", maps.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_evaluation_counts_it_as_failed()
    {
        var (list, output) = (Path.Combine(_folder, "list.csv"), Path.Combine(_folder, "out"));
        File.WriteAllText(list, $"image,score\n{Iqa.Root}/{Photo},1\n{Iqa.Root}/samples/coffee.png,2\n");
        var run = await Iqa.RunAsync("evaluate", "--data", list, "--metric", $"laplacian,{Model(TestModel.TinyMusiq)}", "-o", output);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("NaN", run.Error, StringComparison.Ordinal);
        var report = JsonDocument.Parse(File.ReadAllText(Path.Combine(output, "report.json"))).RootElement;
        Assert.Equal(2, report.GetProperty("metrics")[1].GetProperty("failed").GetInt32());
    }

    [Fact]
    public async Task A_conversion_names_the_tensors()
    {
        var damaged = Path.Combine(_folder, "damaged.safetensors");
        TestModel.WriteDamaged(damaged, TestModel.TinyMusiq, float.NaN, name => name == "head.bias");
        var run = await Iqa.RunAsync("convert", damaged, "--architecture", "musiq", "-o", Path.Combine(_folder, "new.safetensors"));
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("NaN or infinities: head.bias (1 of 1)", run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_folder, "new.safetensors")));
    }

    private static void Rows(string output, string format)
    {
        if (format is "json" or "jsonl")
        {
            var rows = format == "json"
                ? JsonDocument.Parse(output).RootElement.EnumerateArray().ToList()
                : [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];
            Assert.Equal(2, rows.Count);
            Assert.All(rows, row => Assert.Contains("NaN", row.GetProperty("error").GetString(), StringComparison.Ordinal));
            Assert.All(rows, row => Assert.False(row.TryGetProperty("score", out var score) && score.ValueKind != JsonValueKind.Null));
            return;
        }

        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(3, lines.Length);
        Assert.All(lines[1..], line => Assert.Contains(format == "table" ? "failed\ttest gives NaN" : "test,,,test gives NaN", line, StringComparison.Ordinal));
    }

    private string Model(NetworkConfig config)
    {
        var path = Path.Combine(_folder, "model.safetensors");
        TestModel.WriteDamaged(path, config, float.NaN, name => name.EndsWith("bias", StringComparison.Ordinal));
        return path;
    }
}
