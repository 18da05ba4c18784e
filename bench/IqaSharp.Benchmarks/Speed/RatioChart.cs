using System.Globalization;
using System.Security;
using System.Text;

namespace IqaSharp.Benchmarks.Speed;

/// <summary>A bar for each ratio: how many times as fast this build is.</summary>
internal static class RatioChart
{
    private const int Width = 760, RowHeight = 24, Left = 420, Right = 70;

    public static void Write(string path, IReadOnlyList<(string Row, string Column, double Ratio)> ratios)
    {
        var (height, largest) = (56 + (ratios.Count * RowHeight), Math.Max(1, ratios.Max(ratio => ratio.Ratio)));
        double X(double ratio) => Left + (ratio / largest * (Width - Left - Right));
        var svg = new StringBuilder();
        void Add(FormattableString line) => svg.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
        Add($"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{Width}\" height=\"{height}\" viewBox=\"0 0 {Width} {height}\" font-family=\"DejaVu Sans, Helvetica, Arial, sans-serif\" font-size=\"12\" fill=\"#222\">");
        Add($"<rect width=\"{Width}\" height=\"{height}\" fill=\"white\"/>");
        Add($"<text x=\"{Width / 2}\" y=\"22\" text-anchor=\"middle\" font-size=\"14\">Times as fast as …</text>");
        foreach (var (i, (row, column, ratio)) in ratios.Index())
        {
            var top = 36 + (i * RowHeight);
            Add($"<text x=\"{Left - 8}\" y=\"{top + 14}\" text-anchor=\"end\">{SecurityElement.Escape($"{row}: {column}")}</text>");
            Add($"<rect x=\"{Left}\" y=\"{top}\" width=\"{X(ratio) - Left:0.#}\" height=\"{RowHeight - 6}\" fill=\"#7fb0d8\"/>");
            Add($"<text x=\"{X(ratio) + 6:0.#}\" y=\"{top + 14}\">{ratio:0.00}</text>");
        }

        Add($"<line x1=\"{X(1):0.#}\" y1=\"32\" x2=\"{X(1):0.#}\" y2=\"{height - 16}\" stroke=\"#222\"/>");
        Add($"</svg>");
        File.WriteAllText(path, svg.ToString());
    }
}
