using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using IqaSharp.Cli.Commands;
using IqaSharp.Cli.Output.Plots;
using IqaSharp.Core;
using IqaSharp.Datasets;
using IqaSharp.Evaluation;

namespace IqaSharp.Cli.Evaluation;

/// <summary>Writes the results of an evaluation: tables, numbers for programs, plots.</summary>
internal static class EvaluationFiles
{
    public static void Write(string folder, DataSet set, IReadOnlyList<MetricScores> scores, IReadOnlyList<MetricReport> reports, EvaluationOptions options, string? note)
    {
        var (table, distortions) = (EvaluationTable.Of(reports), EvaluationTable.ByDistortion(reports));
        Text(folder, "report.md", $"## {set.Name}\n\n{table.ToMarkdown()}{(note is null ? "" : $"\n{note}\n")}{(distortions is null ? "" : $"\nSRCC by distortion:\n\n{distortions.ToMarkdown()}")}");
        Text(folder, "report.csv", table.ToCsv());
        Text(folder, "report.tex", table.ToLatex() + (distortions is null ? "" : $"\n{distortions.ToLatex()}"));
        Text(folder, "report.json", JsonSerializer.Serialize(new EvaluationJson(set.Name, OpinionsOption.Value(set.HigherIsBetter), options, reports, note), EvaluationContext.Default.EvaluationJson) + "\n");
        if (distortions is not null)
        {
            Text(folder, "distortions.csv", distortions.ToCsv());
        }

        BarChart.Of(set.Name, reports).Save(folder, "metrics");
        foreach (var (metric, report) in scores.Zip(reports))
        {
            (double Score, double Opinion)[] images = [.. metric.Scores.Zip(set.Items).Where(pair => pair.First is not null).Select(pair => (pair.First!.Value, pair.Second.Score))];
            if (images.Length > 0)
            {
                ScatterPlot.Of(set.Name, report, images).Save(folder, metric.Metric);
            }
        }
    }

    private static void Text(string folder, string name, string text) => AtomicFile.Write(Path.Combine(folder, name), stream => stream.Write(Encoding.UTF8.GetBytes(text)));
}

/// <summary>report.json.</summary>
internal sealed record EvaluationJson(string Data, string Opinions, EvaluationOptions Options, IReadOnlyList<MetricReport> Metrics, string? Note);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(EvaluationJson))]
internal sealed partial class EvaluationContext : JsonSerializerContext;
