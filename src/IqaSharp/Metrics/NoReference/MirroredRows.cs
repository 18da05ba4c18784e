using IqaSharp.Imaging.Planes;

namespace IqaSharp.Metrics.NoReference;

/// <summary>The rows of a plane with one more sample at each end, mirrored around the outermost: 1 | 0 1 2 … n−1 | n−2.</summary>
internal static class MirroredRows
{
    /// <summary>Copies a row.</summary>
    /// <param name="plane">The plane.</param>
    /// <param name="y">−1 … height.</param>
    /// <param name="row">[width + 2].</param>
    public static void Read(Plane plane, int y, Span<float> row)
    {
        var source = plane.Row(Index(y, plane.Height));
        source.CopyTo(row[1..]);
        row[0] = source[Index(-1, plane.Width)];
        row[^1] = source[Index(plane.Width, plane.Width)];
    }

    /// <summary>The sample that stands for the one before the first, or after the last, of n.</summary>
    public static int Index(int i, int n) => n == 1 ? 0 : i < 0 ? -i : i >= n ? (2 * n) - 2 - i : i;
}
