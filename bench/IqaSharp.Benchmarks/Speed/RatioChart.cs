using System.Globalization;
using IqaSharp.CommandLine.Plots;

namespace IqaSharp.Benchmarks.Speed;

/// <summary>A bar for each ratio: how many times as fast this build is.</summary>
internal static class RatioChart
{
    private const int Width = 760, RowHeight = 24, Left = 420, Right = 70;

    public static void Write(string path, IReadOnlyList<(string Row, string Column, double Ratio)> ratios)
    {
        var height = 56 + (ratios.Count * RowHeight);
        var plot = new Plot(Width, height);
        var x = new Axis(0, Math.Max(1, ratios.Max(ratio => ratio.Ratio)), Left, Width - Right);
        plot.Text(Width / 2, 22, "Times as fast as …", "middle", 14);
        foreach (var (i, (row, column, ratio)) in ratios.Index())
        {
            var top = 36 + (i * RowHeight);
            plot.Text(Left - 8, top + 14, $"{row}: {column}", "end");
            plot.Bar(Left, top, x.At(ratio) - Left, RowHeight - 6, "#7fb0d8");
            plot.Text(x.At(ratio) + 6, top + 14, ratio.ToString("0.00", CultureInfo.InvariantCulture));
        }

        plot.Line(x.At(1), 32, x.At(1), height - 16, "#222");
        File.WriteAllBytes(path, plot.Svg());
    }
}
