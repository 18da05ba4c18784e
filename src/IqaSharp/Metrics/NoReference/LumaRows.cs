using IqaSharp.Imaging;
using IqaSharp.Imaging.ColourSpaces;
using IqaSharp.Imaging.Planes;

namespace IqaSharp.Metrics.NoReference;

/// <summary>A luma plane that is read a band of rows at a time: of a large image, no plane of floats is held.</summary>
/// <param name="Width">Pixels per row.</param>
/// <param name="Height">Rows.</param>
/// <param name="Read">The rows from the first number to the one before the second, as a new plane.</param>
internal sealed record LumaRows(int Width, int Height, Func<int, int, Plane> Read)
{
    /// <summary>A reasonable number of rows to read at once; a multiple of the blocks' and patches' sides.</summary>
    public const int BandRows = 96;

    /// <summary>How far <see cref="HalfBicubic"/> reads beyond the two rows that a row covers, as an even number.</summary>
    private const int Reach = 4;

    /// <summary>The grey of an image.</summary>
    public static LumaRows Of(Image image) => new(image.Width, image.Height, (top, end) => Colour.Grey(image, top, end));

    /// <summary>The rows of a plane.</summary>
    public static LumaRows Of(Plane plane) => new(plane.Width, plane.Height, (top, end) =>
    {
        var rows = new Plane(plane.Width, end - top);
        plane.Rows(top, end).CopyTo(rows.Samples);
        return rows;
    });

    /// <summary>The upper left part, or the whole with its last column and row repeated.</summary>
    public LumaRows Resized(int width, int height) => (width, height) == (Width, Height) ? this : new(width, height, (top, end) =>
    {
        using var rows = Read(Math.Min(top, Height - 1), Math.Min(end, Height));
        var result = new Plane(width, end - top);
        for (var y = 0; y < result.Height; y++)
        {
            var source = rows.Row(Math.Min(y, rows.Height - 1));
            var target = result.Row(y);
            source[..Math.Min(width, Width)].CopyTo(target);
            target[Math.Min(width, Width)..].Fill(source[^1]);
        }

        return result;
    });

    /// <summary>Half the size, by <see cref="HalfBicubic"/>.</summary>
    public LumaRows Half() => new((Width + 1) / 2, (Height + 1) / 2, (top, end) =>
    {
        var first = Math.Max(0, (2 * top) - Reach);
        using var rows = Read(first, Math.Min(Height, (2 * end) + Reach));
        using var half = HalfBicubic.Of(rows);
        var result = new Plane(half.Width, end - top);
        half.Rows(top - (first / 2), end - (first / 2)).CopyTo(result.Samples);
        return result;
    });
}
