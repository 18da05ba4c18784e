using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using IqaSharp.Cli.Output;
using IqaSharp.CommandLine;
using IqaSharp.Core;
using IqaSharp.Datasets.Tables;
using IqaSharp.Imaging;
using IqaSharp.Metrics;

namespace IqaSharp.Cli.Comparing;

/// <summary>The table of <c>iqa compare</c>: a row for each metric and a column for each image.</summary>
/// <param name="Images">The images, or why one cannot be read.</param>
/// <param name="Metrics">Their scores.</param>
internal sealed record ComparisonResult(IReadOnlyList<ImageFile> Images, IReadOnlyList<Comparison> Metrics)
{
    private const string WinnerMark = "*";
    private const string None = "–";

    /// <summary>Whether an image or a score is missing.</summary>
    public bool HasGaps => Images.Any(image => image.Error is not null) || Metrics.Any(metric => metric.Error is not null);

    /// <summary>A line for each gap.</summary>
    public IEnumerable<string> Gaps => Images.Select(image => image.Error?.Message).Concat(Metrics.Select(metric => metric.Error is null ? null : $"{metric.Metric}: {metric.Error}")).OfType<string>();

    public void Write(OutputFormat format, OutputTarget target)
    {
        var lines = format switch
        {
            OutputFormat.Json => [JsonSerializer.Serialize(new ComparisonJson([.. Images.Select(image => image.Path)], [.. Images.Select(image => image.Error is { } error ? OptionNames.In(error.Reason) : null)], [.. Metrics.Select(Named)]), ComparisonContext.Default.ComparisonJson)],
            OutputFormat.Jsonl => Metrics.Select(metric => JsonSerializer.Serialize(Named(metric), ComparisonLine.Default.Comparison)),
            OutputFormat.Csv => Rows("", value => value.ToString("R", CultureInfo.InvariantCulture), "").Prepend(["metric", "better", .. Images.Select(image => image.Path)]).Select(row => CsvWriter.Line(row).TrimEnd('\n')),
            OutputFormat.Md => Markdown(),
            _ => Table(target.Width is null ? "" : " ").Lines(target.Width),
        };
        foreach (var line in lines)
        {
            target.Writer.Write(line + "\n");
        }
    }

    /// <param name="space">What stands below the marks.</param>
    private TextTable Table(string space)
    {
        var table = new TextTable([new TextColumn("metric"), new TextColumn("better"), .. Images.Select(image => new TextColumn(image.Path + space, true))]);
        foreach (var row in Rows(None, value => Printable.Of(value, "0.####"), WinnerMark, space).Concat(Sums(space)))
        {
            table.Add(row);
        }

        return table;
    }

    private IEnumerable<string> Markdown()
    {
        IEnumerable<string> titles = ["metric", "better", .. Images.Select(image => image.Path)];
        IEnumerable<string> rule = ["---", "---", .. Images.Select(_ => "---:")];
        return Rows(None, value => Printable.Of(value, "0.####"), WinnerMark).Prepend([.. rule]).Prepend([.. titles]).Concat(Sums("")).Select(row => $"| {string.Join(" | ", row.Select(cell => Printable.Of(cell).Replace("|", "\\|", StringComparison.Ordinal)))} |");
    }

    /// <param name="none">What stands for nothing.</param>
    /// <param name="number">How a score is written.</param>
    /// <param name="mark">What marks the best image; empty for nothing.</param>
    /// <param name="space">What the others have in its place.</param>
    private IEnumerable<string[]> Rows(string none, Func<double, string> number, string mark, string space = "") => Metrics.Select(metric =>
    {
        var winners = metric.Winners;
        return (string[])
        [
            metric.Metric,
            metric.HigherIsBetter switch { true => "higher", false => "lower", null => none },
            .. metric.Scores.Select((score, i) => (score is { } value ? number(value) : none) + (winners.Contains(i) ? mark : space)),
        ];
    });

    private static Comparison Named(Comparison metric) => metric.Error is { } error ? metric with { Error = OptionNames.In(error) } : metric;

    /// <summary>How many metrics rate each image best; nothing where there is nothing to choose from.</summary>
    private IEnumerable<string[]> Sums(string space) => Images.Count < 2 ? [] :
        [["best by", "", .. Images.Select((_, i) => Metrics.Count(metric => metric.Winners.Contains(i)).ToString(CultureInfo.InvariantCulture) + space)]];
}

/// <summary>The table in JSON.</summary>
internal sealed record ComparisonJson(IReadOnlyList<string> Images, IReadOnlyList<string?> Errors, IReadOnlyList<Comparison> Metrics);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(ComparisonJson))]
internal sealed partial class ComparisonContext : JsonSerializerContext;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Comparison))]
internal sealed partial class ComparisonLine : JsonSerializerContext;
