using System.Globalization;
using System.Text;
using IqaSharp.CommandLine;
using IqaSharp.Core;
using IqaSharp.Datasets.Tables;
using IqaSharp.Evaluation;

namespace IqaSharp.Cli.Evaluation;

/// <summary>A table of results, for the terminal, for a page and for a paper.</summary>
/// <param name="Titles">The titles of the columns. The first column holds text, the others numbers.</param>
/// <param name="Rows">The cells.</param>
internal sealed record EvaluationTable(IReadOnlyList<string> Titles, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    private const string Undefined = "undefined";
    private static readonly string[] IntervalTitles = ["opinions in the intervals", "mean width", "unfamiliar"];

    /// <summary>A row for each metric, the best SRCC first.</summary>
    public static EvaluationTable Of(IReadOnlyList<MetricReport> reports)
    {
        var scenes = reports.Any(report => report.SceneMean is not null);
        var intervals = reports.Any(report => report.Intervals is not null);
        string[] titles = ["metric", "images", "SRCC", "PLCC", "PLCC fitted", "KRCC", "RMSE", .. scenes ? new[] { "SRCC per scene" } : [], .. intervals ? IntervalTitles : [], "behind the best"];
        return new EvaluationTable(titles, [.. reports.OrderByDescending(report => report.All.Srcc?.Value ?? double.MinValue).Select(report => (IReadOnlyList<string>)
        [
            report.Metric,
            report.All.Images.ToString(CultureInfo.InvariantCulture),
            Text(report.All.Srcc),
            Text(report.All.Plcc),
            Text(report.All.FittedPlcc),
            Text(report.All.Krcc),
            Text(report.All.Rmse),
            .. scenes ? new[] { report.SceneMean is { } mean ? Text(mean) : Undefined } : [],
            .. intervals ? IntervalCells(report.Intervals) : [],
            report.BeatenBySrcc is { } difference ? $"{Text(difference)}{(report.IsBeaten == true ? "" : ", perhaps chance")}" : "–",
        ])]);
    }

    /// <summary>SRCC by distortion, a column for each metric; null where the set names none.</summary>
    public static EvaluationTable? ByDistortion(IReadOnlyList<MetricReport> reports)
    {
        var kinds = reports.SelectMany(report => report.Distortions.Keys).Distinct().Order(StringComparer.Ordinal).ToList();
        return kinds.Count == 0 ? null : new EvaluationTable(
            ["distortion", .. reports.Select(report => report.Metric)],
            [.. kinds.Select(kind => (IReadOnlyList<string>)[kind, .. reports.Select(report => Text(report.Distortions.GetValueOrDefault(kind)?.Srcc))])]);
    }

    public void Print()
    {
        var table = new TextTable([.. Titles.Select((title, i) => new TextColumn(title, IsNumber: i > 0))]);
        foreach (var row in Rows)
        {
            table.Add(row);
        }

        table.Write();
    }

    public string ToMarkdown()
    {
        var text = new StringBuilder();
        foreach (var row in Rows.Prepend([.. Titles.Select((_, i) => i == 0 ? "---" : "---:")]).Prepend(Titles))
        {
            text.Append("| ").AppendJoin(" | ", row.Select(cell => Printable.Of(cell).Replace("|", "\\|", StringComparison.Ordinal))).Append(" |\n");
        }

        return text.ToString();
    }

    public string ToCsv() => string.Concat(Rows.Prepend(Titles).Select(CsvWriter.Line));

    public string ToLatex()
    {
        var text = new StringBuilder($"\\begin{{tabular}}{{l{new string('r', Titles.Count - 1)}}}\n\\toprule\n");
        text.AppendJoin(" & ", Titles.Select(LatexEscaped)).Append(" \\\\\n\\midrule\n");
        foreach (var row in Rows)
        {
            text.AppendJoin(" & ", row.Select(LatexEscaped)).Append(" \\\\\n");
        }

        return text.Append("\\bottomrule\n\\end{tabular}\n").ToString();
    }

    private static string[] IntervalCells(IntervalReport? intervals) => intervals is null ? ["–", "–", "–"]
        : [Text(intervals.Coverage), intervals.MeanWidth.ToString("0.0#", CultureInfo.InvariantCulture), intervals.Unfamiliar.ToString("0.000", CultureInfo.InvariantCulture)];

    private static string Text(Estimate? estimate) => estimate is null ? Undefined
        : estimate.Low == estimate.Value && estimate.High == estimate.Value ? Text(estimate.Value) : $"{Text(estimate.Value)} [{Text(estimate.Low)}, {Text(estimate.High)}]";

    private static string Text(double value) => Printable.Of(value, "0.000");

    private static string LatexEscaped(string cell) => string.Concat(Printable.Of(cell).Select(c => c switch
    {
        '\\' => "\\textbackslash{}",
        '_' or '%' or '&' or '#' or '$' or '{' or '}' => $"\\{c}",
        '–' => "--",
        _ => c.ToString(),
    }));
}
