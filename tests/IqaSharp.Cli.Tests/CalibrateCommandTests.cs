using System.Globalization;
using System.Text;
using System.Text.Json;
using IqaSharp.Core;
using IqaSharp.Datasets;
using IqaSharp.Evaluation;
using IqaSharp.Imaging;
using IqaSharp.Metrics;
using Xunit;

namespace IqaSharp.Cli.Tests;

public sealed class CalibrateCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("iqa-tests").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>A calibrated model, its card, rows in every format, and the share of opinions that its intervals hold.</summary>
    [Fact]
    public async Task A_calibrated_model_says_how_far_its_scores_may_be_off()
    {
        var (ratings, model) = (Ratings(60), Path.Combine(_folder, "calibrated.safetensors"));
        Calibrate(ratings, model);

        var card = (await Iqa.RunAsync("models", "show", model)).Output;
        Assert.Matches(@"intervals\thold 90 % of people's mean opinions", card);
        Assert.Matches("calibrated by\tiqa calibrate test", card);

        var row = JsonDocument.Parse((await Iqa.RunAsync("score", "samples/coffee.png", "--model", model, "-f", "jsonl")).Output).RootElement;
        double Number(string name) => row.GetProperty(name).GetDouble();
        Assert.True(Number("low") <= Number("score") && Number("score") <= Number("high"));
        Assert.InRange(Number("familiarity"), 0, 100);
        Assert.Equal(Number("familiarity") < QualityScore.UnfamiliarBelow, row.GetProperty("unfamiliar").GetBoolean());

        var csv = (await Iqa.RunAsync("score", "samples/coffee.png", "--model", model, "-f", "csv")).Output.Split('\n');
        string[] names = csv[0].Split(','), cells = csv[1].Split(','); // counted from the end: the note has a comma
        Assert.Equal(["low", "high", "familiarity", "unfamiliar"], names[^4..]);
        Assert.All(new[] { 4, 3, 2 }, fromEnd => Assert.Equal(Number(names[^fromEnd]), double.Parse(cells[^fromEnd], CultureInfo.InvariantCulture)));

        var table = (await Iqa.RunAsync("score", "samples/coffee.png", "--model", model)).Output;
        Assert.Matches(@"[\d.]+ ± \d+", table.Split('\n')[1]);
        Assert.Equal(row.GetProperty("unfamiliar").GetBoolean(), table.Split('\n')[1].EndsWith("unfamiliar", StringComparison.Ordinal));

        var plain = JsonDocument.Parse((await Iqa.RunAsync("score", "samples/coffee.png", "--model", Iqa.Placeholder, "-f", "jsonl")).Output).RootElement;
        Assert.Equal(plain.GetProperty("score").GetDouble(), Number("score"));
        Assert.False(plain.TryGetProperty("low", out _) || plain.TryGetProperty("familiarity", out _));

        var report = await Iqa.RunAsync("evaluate", "--data", ratings, "--metric", model, "--resamples", "0", "-o", Path.Combine(_folder, "report"));
        Assert.Equal(0, report.ExitCode);
        Assert.Matches("opinions in the intervals\tmean width\tunfamiliar", report.Output);
    }

    [Theory]
    [InlineData(2, "--held-out takes a number above 0", "--range", "1:5", "--held-out", "0")]
    [InlineData(1, "does not say what scale its scores have")]
    [InlineData(1, "images are too few", "--range", "1:5", "--held-out", "0.05")]
    public async Task What_cannot_be_calibrated_is_refused_with_the_reason(int exitCode, string reason, params string[] options)
    {
        var run = await Iqa.RunAsync(["calibrate", Iqa.Placeholder, "--data", Ratings(60), "-o", Path.Combine(_folder, "x.safetensors"), .. options]);
        Assert.Equal(exitCode, run.ExitCode);
        Assert.Contains(reason, run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_folder, "x.safetensors")));
    }

    /// <summary>What the command does, but with one image of each kind that is no photograph instead of 25.</summary>
    private static void Calibrate(string ratings, string model)
    {
        var set = DataSets.Load(ratings) with { ScoreRange = new(1, 5) };
        using var metric = Metric.Load(Iqa.Placeholder);
        Calibrator.Write(Iqa.Placeholder, Calibrator.Fit(metric, set, CalibrationImages.Of(set, 1, 0, 0, []), path => Image.Load(path), "iqa calibrate test", unfamiliarOfEachKind: 1), model);
    }

    /// <summary>Small images of noise with opinions from 1 to 5.</summary>
    private string Ratings(int images)
    {
        var (random, list) = (new Random(1), new StringBuilder("image,score\n"));
        for (var i = 0; i < images; i++)
        {
            var rgb = new byte[3 * 48 * 40];
            random.NextBytes(rgb);
            new Image(48, 40, rgb).Save(Path.Combine(_folder, $"{i}.png"));
            list.Append(CultureInfo.InvariantCulture, $"{i}.png,{1 + (4 * random.NextDouble()):0.00}\n");
        }

        var path = Path.Combine(_folder, "ratings.csv");
        File.WriteAllText(path, list.ToString());
        return path;
    }
}
