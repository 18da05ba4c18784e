using IqaSharp.Core;
using IqaSharp.Imaging;

namespace IqaSharp.Evaluation.Unfamiliar;

/// <summary>Images that are no photographs, made by a seed: what a model for photographs should call unfamiliar.</summary>
internal sealed class UnfamiliarImages
{
    /// <summary>The kinds, by name.</summary>
    public static readonly IReadOnlyList<(string Name, Func<UnfamiliarImages, Image> Draw)> Kinds =
    [
        ("document", images => images.Document()),
        ("chart", images => images.Chart()),
        ("line drawing", images => images.LineDrawing()),
        ("shapes", images => images.Shapes()),
        ("test pattern", images => images.TestPattern()),
        ("gradient", images => images.Gradient()),
        ("single colour", images => images.SingleColour()),
        ("noise", images => images.Noise()),
        ("windows", images => images.Windows()),
    ];

    private static readonly (int Width, int Height)[] Sizes = [(512, 512), (640, 480), (800, 600), (600, 800), (1024, 768), (1280, 720), (400, 300)];

    private readonly SplitMix64 _random;

    private UnfamiliarImages(ulong seed) => _random = new(seed);

    /// <summary>So many images of every kind, each of its own size.</summary>
    public static IEnumerable<Image> All(int ofEachKind, int seed) =>
        Kinds.SelectMany((kind, k) => Enumerable.Range(0, ofEachKind).Select(i => kind.Draw(new UnfamiliarImages(SplitMix64.Mix((ulong)(((long)seed * 1_000_000) + (k * 1000) + i + 1))))));

    private Image Document()
    {
        var dark = Chance(0.15);
        var canvas = New(dark ? Colour.Grey(Between(15, 45)) : Chance(0.7) ? Colour.Grey(255) : new(250, 246, 232));
        var ink = Colour.Grey(dark ? 225 : Between(0, 60));
        var (size, margin) = (Between(9, 28), Between(10, 80));
        Words(canvas, margin, Between(10, 50), canvas.Width / 2, 2 * size, ink);
        for (var y = Between(60, 110); y < canvas.Height - size; y += (int)(1.45 * size))
        {
            if (Chance(0.1))
            {
                continue;
            }

            Words(canvas, margin, y, Chance(0.12) ? canvas.Width / 2 : canvas.Width - margin, size, ink);
        }

        return canvas.ToImage();
    }

    private Image Chart()
    {
        var canvas = New(Chance(0.7) ? Colour.Grey(255) : Colour.Grey(Between(235, 250)));
        var (left, top, right, bottom) = (canvas.Width / 9, canvas.Height / 8, canvas.Width - (canvas.Width / 14), canvas.Height - (canvas.Height / 8));
        for (var i = 0; i <= 5; i++)
        {
            var y = top + ((bottom - top) * i / 5);
            canvas.Rectangle(left, y, right - left, 1, Colour.Grey(205));
            Words(canvas, 6, y - 5, left - 8, Math.Max(8, canvas.Height / 50), Colour.Grey(70));
        }

        canvas.Line(left, top, left, bottom, 2, Colour.Grey(0));
        canvas.Line(left, bottom, right, bottom, 2, Colour.Grey(0));
        Words(canvas, canvas.Width / 3, 6, canvas.Width * 2 / 3, Math.Max(10, canvas.Height / 28), Colour.Grey(0));
        if (Chance(0.4))
        {
            var (bars, width) = (Between(4, 14), (right - left) / 15);
            for (var i = 0; i < bars; i++)
            {
                var height = Between(5, bottom - top);
                canvas.Rectangle(left + ((right - left) * i / bars) + 4, bottom - height, width, height, AnyColour());
            }
        }
        else
        {
            for (var curve = Between(1, 4); curve > 0; curve--)
            {
                var (colour, points, y) = (AnyColour(), Between(8, 50), Between(top, bottom));
                for (var i = 0; i < points; i++)
                {
                    var next = Math.Clamp(y + Between(-40, 40), top, bottom);
                    var (x0, x1) = (left + ((right - left) * i / points), left + ((right - left) * (i + 1) / points));
                    canvas.Line(x0, y, x1, next, 2, colour);
                    canvas.Disc(x1, next, 3, colour);
                    y = next;
                }
            }
        }

        return canvas.ToImage();
    }

    private Image LineDrawing()
    {
        var canvas = New(Colour.Grey(255));
        for (var stroke = Between(8, 45); stroke > 0; stroke--)
        {
            var (x, y, angle, turn) = (Unit() * canvas.Width, Unit() * canvas.Height, Unit() * Math.Tau, (Unit() - 0.5) * 0.6);
            var (width, step, wander) = (Between(1, 4), 4 + (10 * Unit()), Chance(0.5) ? 0.6 : 0);
            for (var i = Between(4, 60); i > 0; i--)
            {
                angle += turn + ((Unit() - 0.5) * wander);
                var (nextX, nextY) = (x + (step * Math.Cos(angle)), y + (step * Math.Sin(angle)));
                canvas.Line(x, y, nextX, nextY, width, Colour.Grey(0));
                (x, y) = (nextX, nextY);
            }
        }

        return canvas.ToImage();
    }

    private Image Shapes()
    {
        var canvas = New(AnyColour());
        for (var shape = Between(5, 25); shape > 0; shape--)
        {
            var (x, y, size) = (Between(0, canvas.Width), Between(0, canvas.Height), Between(15, canvas.Height / 3));
            if (Chance(0.5))
            {
                canvas.Disc(x, y, size, Colour.Grey(0));
                canvas.Disc(x, y, size - 2, AnyColour());
            }
            else
            {
                canvas.Rectangle(x, y, size, size * Between(3, 12) / 6, AnyColour());
            }
        }

        return canvas.ToImage();
    }

    private Image TestPattern()
    {
        var canvas = New(Colour.Grey(0));
        var (one, other) = Chance(0.5) ? (Colour.Grey(0), Colour.Grey(255)) : (AnyColour(), AnyColour());
        var (side, kind) = (1 << Between(1, 7), Between(0, 3));
        Paint(canvas, (x, y) => (kind switch { 0 => (x / side) + (y / side), 1 => x / side, _ => (int)(Math.Sqrt(Math.Pow(x - (canvas.Width / 2), 2) + Math.Pow(y - (canvas.Height / 2), 2)) / side) } & 1) == 0 ? one : other);
        return canvas.ToImage();
    }

    private Image Gradient()
    {
        var canvas = New(Colour.Grey(0));
        var (from, to, angle, round) = (AnyColour(), AnyColour(), Unit() * Math.Tau, Chance(0.3));
        Paint(canvas, (x, y) =>
        {
            var (u, v) = (((double)x / canvas.Width) - 0.5, ((double)y / canvas.Height) - 0.5);
            var t = Math.Clamp(round ? Math.Sqrt((u * u) + (v * v)) : (u * Math.Cos(angle)) + (v * Math.Sin(angle)) + 0.5, 0, 1);
            return new((byte)(from.R + (t * (to.R - from.R))), (byte)(from.G + (t * (to.G - from.G))), (byte)(from.B + (t * (to.B - from.B))));
        });
        return canvas.ToImage();
    }

    private Image SingleColour() => New(Chance(0.4) ? Colour.Grey(255 * Between(0, 3) / 2) : AnyColour()).ToImage();

    private Image Noise()
    {
        var canvas = New(Colour.Grey(0));
        var (grey, amplitude) = (Chance(0.4), Between(20, 128));
        int Level() => 128 + Between(-amplitude, amplitude);
        Paint(canvas, (_, _) => grey ? Colour.Grey(Level()) : new((byte)Level(), (byte)Level(), (byte)Level()));
        return canvas.ToImage();
    }

    private Image Windows()
    {
        var canvas = New(AnyColour());
        var dark = Chance(0.4);
        var (paper, ink, size) = (Colour.Grey(dark ? 36 : 250), Colour.Grey(dark ? 220 : 30), Between(9, 15));
        for (var window = Between(1, 4); window > 0; window--)
        {
            var (left, top) = (Between(0, canvas.Width / 4), Between(0, canvas.Height / 4));
            var (width, height) = (Between(canvas.Width / 3, canvas.Width - left), Between(canvas.Height / 3, canvas.Height - top));
            canvas.Rectangle(left, top, width, height, paper);
            canvas.Rectangle(left, top, width, 26, AnyColour());
            canvas.Frame(left, top, width, height, Colour.Grey(120));
            Words(canvas, left + 10, top + 8, left + (width / 3), 11, Colour.Grey(255));
            for (var button = 0; button < 3; button++)
            {
                canvas.Disc(left + width - 16 - (20 * button), top + 13, 6, AnyColour());
            }

            canvas.Rectangle(left + 1, top + 26, width / 5, height - 27, Colour.Grey(dark ? 50 : 232));
            for (var y = top + 38; y < top + height - size - 4; y += (int)(1.7 * size))
            {
                Words(canvas, left + 8, y, left + (width / 5) - 8, size, ink);
                Words(canvas, left + (width / 5) + 12, y, left + width - Between(10, width / 2), size, ink);
            }
        }

        return canvas.ToImage();
    }

    /// <summary>A line of strokes that look like words from afar.</summary>
    private void Words(Canvas canvas, int left, int top, int right, int size, Colour ink)
    {
        var width = Math.Max(1, size / 9.0);
        double x = left;
        while (x < right - size)
        {
            for (var letter = Between(2, 10); letter > 0 && x < right - size; letter--, x += 0.62 * size)
            {
                for (var stroke = Between(1, 4); stroke > 0; stroke--)
                {
                    double Across() => x + (Between(0, 3) * 0.22 * size);
                    double Down() => top + (Between(0, 3) * 0.4 * size);
                    canvas.Line(Across(), Down(), Across(), Down(), width, ink);
                }
            }

            x += 0.4 * size;
        }
    }

    private static void Paint(Canvas canvas, Func<int, int, Colour> colour)
    {
        for (var y = 0; y < canvas.Height; y++)
        {
            for (var x = 0; x < canvas.Width; x++)
            {
                canvas.Set(x, y, colour(x, y));
            }
        }
    }

    private Canvas New(Colour background)
    {
        var (width, height) = Sizes[_random.Next(Sizes.Length)];
        return new Canvas(width, height, background);
    }

    private Colour AnyColour() => new((byte)_random.Next(256), (byte)_random.Next(256), (byte)_random.Next(256));

    private int Between(int low, int high) => low + _random.Next(Math.Max(high - low, 1));

    private bool Chance(double probability) => Unit() < probability;

    private double Unit() => (_random.NextUInt64() >> 11) * (1.0 / (1UL << 53));
}
