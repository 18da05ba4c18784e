using IqaSharp.Imaging.Planes;

namespace IqaSharp.Metrics.NoReference;

/// <summary>Rows of a plane padded by one sample at each end, reflected about the edge sample: 1 | 0 1 2 … n−1 | n−2.</summary>
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

    /// <summary>The index that −1 or n is reflected to.</summary>
    public static int Index(int i, int n) => n == 1 ? 0 : i < 0 ? -i : i >= n ? (2 * n) - 2 - i : i;
}
