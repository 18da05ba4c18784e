using System.Globalization;
using IqaSharp.CommandLine.Plots;
using IqaSharp.Evaluation;

namespace IqaSharp.Cli.Output.Plots;

/// <summary>The agreement of metrics with people against what they cost: SRCC over the logarithm of the time per megapixel.</summary>
internal static class CostPlot
{
    private const int Width = 760;
    private const int Height = 560;
    private const int LabelHeight = 11;

    /// <param name="data">The data set.</param>
    /// <param name="metrics">Name, seconds per megapixel, SRCC.</param>
    public static Plot Of(string data, IReadOnlyList<(string Name, double Seconds, Estimate Srcc)> metrics)
    {
        var plot = new Plot(Width, Height);
        var x = Axis.Around(metrics.Select(metric => Math.Log10(metric.Seconds)), 70, Width - 110);
        var y = Axis.Around(metrics.Select(metric => metric.Srcc.Value), Height - 60, 40);
        for (var power = Math.Ceiling(x.Low); power <= x.High; power++)
        {
            plot.Line(x.At(power), y.Start, x.At(power), y.End, Plot.TickColour);
            plot.Text(x.At(power), y.Start + 18, Math.Pow(10, power).ToString("0.####", CultureInfo.InvariantCulture), "middle");
        }

        plot.TicksUpwards(y, x.Start, x.End);
        var labels = new List<(double X, double Y)>();
        foreach (var (name, seconds, srcc) in metrics.OrderByDescending(metric => metric.Srcc.Value))
        {
            var (left, top) = (x.At(Math.Log10(seconds)), y.At(srcc.Value));
            plot.Dot(left, top, "#1f6fb4", 0.9);
            var label = top + 4;
            while (labels.Any(other => Math.Abs(other.Y - label) < LabelHeight && Math.Abs(other.X - left) < 90))
            {
                label += LabelHeight; // beneath one that is there already
            }

            labels.Add((left, label));
            plot.Text(left + 6, label, name, size: 10);
        }

        plot.Text(Width / 2.0, 24, $"{data}: agreement with people against time", "middle", 14);
        plot.Text((x.Start + x.End) / 2, Height - 16, "seconds per megapixel", "middle", 13);
        plot.Text(20, (y.Start + y.End) / 2, "SRCC", "middle", 13, upright: true);
        return plot;
    }
}
