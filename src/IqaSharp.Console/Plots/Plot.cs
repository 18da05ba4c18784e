using System.Globalization;
using System.Security;
using System.Text;
using IqaSharp.Core;

namespace IqaSharp.CommandLine.Plots;

/// <summary>A drawing that is saved as SVG and as PNG.</summary>
internal sealed class Plot(int width, int height)
{
    public const string TickColour = "#e5e5e5";

    private const string SvgReader = "VipsForeignLoadSvg";
    private const string Fonts = "DejaVu Sans, Noto Sans, Segoe UI, Helvetica, Arial, sans-serif";

    private readonly StringBuilder _shapes = new();

    public void Line(double x1, double y1, double x2, double y2, string colour, double thickness = 1) =>
        Add($"<line x1=\"{x1:0.##}\" y1=\"{y1:0.##}\" x2=\"{x2:0.##}\" y2=\"{y2:0.##}\" stroke=\"{colour}\" stroke-width=\"{thickness}\"/>");

    public void Dot(double x, double y, string colour, double opacity) => Add($"<circle cx=\"{x:0.##}\" cy=\"{y:0.##}\" r=\"2.5\" fill=\"{colour}\" fill-opacity=\"{opacity}\"/>");

    public void Bar(double x, double y, double breadth, double length, string colour) =>
        Add($"<rect x=\"{x:0.##}\" y=\"{y:0.##}\" width=\"{Math.Max(0, breadth):0.##}\" height=\"{Math.Max(0, length):0.##}\" fill=\"{colour}\"/>");

    public void Curve(IEnumerable<(double X, double Y)> points, string colour) =>
        Add($"<polyline points=\"{string.Join(' ', points.Select(p => FormattableString.Invariant($"{p.X:0.##},{p.Y:0.##}")))}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\"/>");

    /// <param name="x">The position of its anchor.</param>
    /// <param name="y">The position of its baseline.</param>
    /// <param name="text">The text.</param>
    /// <param name="anchor">Which part of the text is at x: start, middle or end.</param>
    /// <param name="size">The font size.</param>
    /// <param name="upright">Whether it is rotated by 90°, to be read from bottom to top.</param>
    public void Text(double x, double y, string text, string anchor = "start", double size = 12, bool upright = false)
    {
        var rotation = upright ? FormattableString.Invariant($" transform=\"rotate(-90 {x:0.##} {y:0.##})\"") : "";
        Add($"<text x=\"{x:0.##}\" y=\"{y:0.##}\" font-size=\"{size}\" text-anchor=\"{anchor}\"{rotation}>{SecurityElement.Escape(text)}</text>");
    }

    /// <summary>A line and a number for each tick of an axis that runs across.</summary>
    /// <param name="x">The axis.</param>
    /// <param name="bottom">Where the lines begin; the numbers are below.</param>
    /// <param name="top">Where they end.</param>
    public void TicksAcross(Axis x, double bottom, double top)
    {
        foreach (var tick in x.Ticks())
        {
            Line(x.At(tick), bottom, x.At(tick), top, TickColour);
            Text(x.At(tick), bottom + 18, tick.ToString(CultureInfo.InvariantCulture), "middle");
        }
    }

    /// <summary>A line and a number for each tick of an axis that runs upwards.</summary>
    /// <param name="y">The axis.</param>
    /// <param name="left">Where the lines begin; the numbers are beside.</param>
    /// <param name="right">Where they end.</param>
    public void TicksUpwards(Axis y, double left, double right)
    {
        foreach (var tick in y.Ticks())
        {
            Line(left, y.At(tick), right, y.At(tick), TickColour);
            Text(left - 8, y.At(tick) + 4, tick.ToString(CultureInfo.InvariantCulture), "end");
        }
    }

    /// <summary>The drawing as SVG.</summary>
    public byte[] Svg() => Encoding.UTF8.GetBytes($"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" font-family=\"{Fonts}\" fill=\"#222\">\n<rect width=\"{width}\" height=\"{height}\" fill=\"white\"/>\n{_shapes}</svg>\n");

    /// <summary>Writes NAME.svg and, at twice the resolution, NAME.png.</summary>
    public void Save(string folder, string name)
    {
        var svg = Svg();
        AtomicFile.Write(Path.Combine(folder, $"{name}.svg"), stream => stream.Write(svg));
        var png = Rasterised(svg);
        AtomicFile.Write(Path.Combine(folder, $"{name}.png"), stream => stream.Write(png));
    }

    /// <summary>The SVG loader is blocked, since images come from strangers; this drawing is our own.</summary>
    private static byte[] Rasterised(byte[] svg)
    {
        NetVips.Operation.Block(SvgReader, false);
        try
        {
            using var image = NetVips.Image.SvgloadBuffer(svg, scale: 2);
            return image.PngsaveBuffer();
        }
        finally
        {
            NetVips.Operation.Block(SvgReader, true);
        }
    }

    private void Add(FormattableString shape) => _shapes.Append(shape.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
