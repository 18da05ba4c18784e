using System.Globalization;
using IqaSharp.CommandLine.Plots;

namespace IqaSharp.Training.Runs;

/// <summary>What the variants of an ablation reach: a panel for each measure, a dot for each seed, a stroke at their mean.</summary>
internal static class AblationChart
{
    private const int AxisWidth = 480, Right = 70, RowHeight = 24, Heading = 40, Footing = 44;
    private const double LetterWidth = 6.8;

    /// <param name="panels">The measures, at least one; each has a row for each variant, with a value for each seed.</param>
    /// <param name="baseline">The variant whose mean is drawn through all rows; null for none.</param>
    public static Plot Of(IReadOnlyList<(string Title, IReadOnlyList<(string Variant, double[] Seeds)> Rows)> panels, string? baseline)
    {
        var left = 16 + (LetterWidth * panels.SelectMany(panel => panel.Rows).Max(row => row.Variant.Length));
        var width = (int)left + AxisWidth + Right;
        var plot = new Plot(width, panels.Sum(panel => Heading + (panel.Rows.Count * RowHeight) + Footing));
        var top = 0;
        foreach (var (title, rows) in panels)
        {
            var (first, last) = (top + Heading, top + Heading + (rows.Count * RowHeight));
            var x = Axis.Around(rows.SelectMany(row => row.Seeds), left, width - Right);
            plot.Text((x.Start + x.End) / 2, first - 16, title, "middle", 14);
            plot.TicksAcross(x, last, first);
            if (rows.FirstOrDefault(row => row.Variant == baseline).Seeds is { Length: > 0 } others)
            {
                plot.Line(x.At(others.Average()), first, x.At(others.Average()), last, "#999");
            }

            foreach (var (i, (variant, seeds)) in rows.Index())
            {
                var middle = first + ((i + 0.5) * RowHeight);
                plot.Text(left - 8, middle + 4, variant, "end");
                foreach (var seed in seeds)
                {
                    plot.Dot(x.At(seed), middle, "#1f6fb4", 0.7);
                }

                if (seeds.Length > 0)
                {
                    plot.Line(x.At(seeds.Average()), middle - 8, x.At(seeds.Average()), middle + 8, "#c0392b", 2);
                    plot.Text(width - 12, middle + 4, seeds.Average().ToString("0.000", CultureInfo.InvariantCulture), "end");
                }
            }

            top = last + Footing;
        }

        return plot;
    }
}
