using IqaSharp.CommandLine.Plots;
using IqaSharp.Core;
using IqaSharp.Evaluation;

namespace IqaSharp.Cli.Output.Plots;

/// <summary>A bar for each metric: its SRCC with the interval, the best first.</summary>
internal static class BarChart
{
    private const int Width = 640;
    private const int RowHeight = 28;

    public static Plot Of(string data, IReadOnlyList<MetricReport> reports)
    {
        var rows = reports.Where(report => report.All.Srcc is not null).OrderByDescending(report => report.All.Srcc!.Value).ToList();
        var height = 80 + (rows.Count * RowHeight);
        var plot = new Plot(Width, height);
        var x = new Axis(Math.Min(0, rows.Select(row => row.All.Srcc!.Low).DefaultIfEmpty().Min()), 1, 150, Width - 70);
        plot.TicksAcross(x, height - 36, 40);
        foreach (var (i, row) in rows.Index())
        {
            var (top, srcc) = (44 + (i * RowHeight), row.All.Srcc!);
            var middle = top + (RowHeight / 2.0) - 3;
            plot.Text(x.Start - 8, middle + 4, row.Metric, "end");
            plot.Bar(Math.Min(x.At(0), x.At(srcc.Value)), top, Math.Abs(x.At(srcc.Value) - x.At(0)), RowHeight - 6, "#7fb0d8");
            plot.Line(x.At(srcc.Low), middle, x.At(srcc.High), middle, "#222", 1.5);
            plot.Text(Width - 12, middle + 4, Printable.Of(srcc.Value, "0.000"), "end");
        }

        plot.Text(Width / 2.0, 24, $"{data}: SRCC with its 95 % interval", "middle", 14);
        return plot;
    }
}
