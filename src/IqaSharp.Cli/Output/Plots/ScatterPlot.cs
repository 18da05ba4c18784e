using IqaSharp.CommandLine.Plots;
using IqaSharp.Core;
using IqaSharp.Evaluation;

namespace IqaSharp.Cli.Output.Plots;

/// <summary>The scores of a metric against people's opinions, with the fitted curve.</summary>
internal static class ScatterPlot
{
    private const int Width = 640;
    private const int Height = 480;
    private const int CurvePoints = 200;

    public static Plot Of(string data, MetricReport report, IReadOnlyList<(double Score, double Opinion)> images)
    {
        var plot = new Plot(Width, Height);
        var x = Axis.Around(images.Select(image => image.Score), 70, Width - 20);
        var y = Axis.Around(images.Select(image => image.Opinion), Height - 60, 40);
        plot.TicksAcross(x, y.Start, y.End);
        plot.TicksUpwards(y, x.Start, x.End);
        var opacity = Math.Clamp(300.0 / Math.Max(1, images.Count), 0.15, 0.7);
        foreach (var (score, opinion) in images)
        {
            plot.Dot(x.At(score), y.At(opinion), "#1f6fb4", opacity);
        }

        if (report.All.Curve is { } curve)
        {
            var (low, high) = (images.Min(image => image.Score), images.Max(image => image.Score));
            plot.Curve(Enumerable.Range(0, CurvePoints + 1).Select(i => low + ((high - low) * i / CurvePoints)).Select(score => (x.At(score), y.At(curve.At(score)))), "#c0392b");
        }

        plot.Text(Width / 2.0, 24, $"{report.Metric} on {data}: SRCC {Text(report.All.Srcc)}, PLCC {Text(report.All.FittedPlcc)} behind the curve", "middle", 14);
        plot.Text((x.Start + x.End) / 2, Height - 16, report.Metric, "middle", 13);
        plot.Text(20, (y.Start + y.End) / 2, "opinion", "middle", 13, upright: true);
        return plot;
    }

    private static string Text(Estimate? estimate) => estimate is null ? "undefined" : Printable.Of(estimate.Value, "0.000");
}
