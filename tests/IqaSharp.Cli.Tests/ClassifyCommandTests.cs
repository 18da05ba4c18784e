using System.Text.Json;
using IqaSharp.Metrics;
using IqaSharp.Tests.Metrics;
using Xunit;

namespace IqaSharp.Cli.Tests;

public sealed class ClassifyCommandTests : IDisposable
{
    private static readonly string[] Labels = ["none", "blur 1", "blur 2"];

    private readonly string _folder = Directory.CreateTempSubdirectory("iqa-tests").FullName;
    private readonly string _model;

    public ClassifyCommandTests()
    {
        _model = Path.Combine(_folder, "labels.safetensors");
        TestModel.Write(_model, TestModel.TinyMusiq with { Outputs = Labels.Length, Labels = Labels });
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Every_image_is_a_line_with_its_labels_or_the_reason()
    {
        var run = await Iqa.RunAsync("classify", "samples/chelsea.png", "absent.png", "--metric", _model);
        Assert.Equal((1, ""), (run.ExitCode, run.Error));
        var rows = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal(["samples/chelsea.png", "absent.png"], rows.Select(row => row.GetProperty("image").GetString()));
        var labels = rows[0].GetProperty("labels").EnumerateArray().Select(label => (Name: label.GetProperty("name").GetString()!, Probability: label.GetProperty("probability").GetDouble())).ToList();
        Assert.Equal(Labels.Order(), labels.Select(label => label.Name).Order());
        Assert.Equal(1, labels.Sum(label => label.Probability), 1e-5);
        Assert.Equal(labels.OrderByDescending(label => label.Probability), labels);
        Assert.Equal("no such file or folder", rows[1].GetProperty("error").GetString());

        using var metric = Metric.Load(_model);
        Assert.Equal(metric.Classify(Path.Combine(Iqa.Root, "samples", "chelsea.png")).Select(label => label.Name), labels.Select(label => label.Name));
    }

    [Fact]
    public async Task The_most_likely_labels_go_to_a_file()
    {
        var output = Path.Combine(_folder, "labels.jsonl");
        var run = await Iqa.RunAsync("classify", "samples/chelsea.png", "samples/coffee.png", "--metric", _model, "--top", "1", "-o", output);
        Assert.Equal((0, "", ""), (run.ExitCode, run.Output, run.Error));
        var lines = await File.ReadAllLinesAsync(output, TestContext.Current.CancellationToken);
        Assert.Equal([1, 1], lines.Select(line => JsonDocument.Parse(line).RootElement.GetProperty("labels").GetArrayLength()));
    }

    [Fact]
    public async Task Scores_and_labels_are_not_mistaken_for_each_other()
    {
        var scoring = await Iqa.RunAsync("classify", "samples/chelsea.png", "--metric", "musiq");
        Assert.Equal((1, ""), (scoring.ExitCode, scoring.Output));
        Assert.Contains("gives scores, not labels; 'iqa train recipes/distortion-kinds.yaml' makes a model with labels", scoring.Error, StringComparison.Ordinal);
        var labelling = await Iqa.RunAsync("score", "samples/chelsea.png", "--model", _model);
        Assert.Equal((2, ""), (labelling.ExitCode, labelling.Output));
        Assert.Contains("gives labels, not scores", labelling.Error, StringComparison.Ordinal);
    }
}
