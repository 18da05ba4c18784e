using IqaSharp.Networks;

namespace IqaSharp.Metrics.Maps;

/// <summary>Says in words where a map is worst.</summary>
internal static class WorstPlace
{
    /// <summary>The worst ninth has to be worse than the whole by this share of the scale; else no place stands out.</summary>
    private const double LeastShare = 0.06;

    private static readonly string[] Rows = ["upper", "middle", "lower"];
    private static readonly string[] Columns = ["left", "middle", "right"];

    /// <summary><c>upper left</c> to <c>lower right</c>, <c>left</c>, <c>top</c>, <c>middle</c> and so on; null where no ninth of the image stands out.</summary>
    public static string? Of(QualityMap map)
    {
        var plane = map.Values;
        var (sums, counts) = (new double[9], new int[9]);
        for (var y = 0; y < plane.Height; y++)
        {
            var row = plane.Row(y);
            for (var x = 0; x < row.Length; x++)
            {
                var ninth = (y * 3 / plane.Height * 3) + (x * 3 / plane.Width);
                (sums[ninth], counts[ninth]) = (sums[ninth] + row[x], counts[ninth] + 1);
            }
        }

        var sign = map.HigherIsBetter ? 1 : -1;
        var mean = sums.Sum() / counts.Sum();
        var worst = Enumerable.Range(0, 9).Where(i => counts[i] > 0).MinBy(i => sign * sums[i] / counts[i]);
        return sign * (mean - (sums[worst] / counts[worst])) < LeastShare * (map.Range.High - map.Range.Low) ? null : Name(worst / 3, worst % 3);
    }

    private static string Name(int row, int column) => (row, column) switch
    {
        (1, 1) => "middle",
        (1, _) => Columns[column],
        (0, 1) => "top",
        (2, 1) => "bottom",
        _ => $"{Rows[row]} {Columns[column]}",
    };
}
