namespace IqaSharp.Networks.Iqt;

/// <summary>Where the crops of an image lie: evenly from edge to edge, always the same.</summary>
internal static class CropGrid
{
    /// <summary>The top left corners, row by row. Corners that coincide count once.</summary>
    /// <param name="width">Of the image, at least the side.</param>
    /// <param name="height">Of the image, at least the side.</param>
    /// <param name="side">Of a crop.</param>
    /// <param name="count">How many crops.</param>
    public static IReadOnlyList<(int X, int Y)> Of(int width, int height, int side, int count)
    {
        // Of the rectangles of that many crops the one whose shape is nearest to the image's.
        var aspect = (double)width / height;
        var rows = Enumerable.Range(1, count).Where(r => count % r == 0).MinBy(r => Math.Abs(Math.Log((double)count / r / r / aspect)));
        var (xs, ys) = (Corners(width - side, count / rows), Corners(height - side, rows));
        return [.. ys.SelectMany(y => xs.Select(x => (x, y))).Distinct()];
    }

    private static IEnumerable<int> Corners(int room, int count) =>
        count == 1 ? [room / 2] : Enumerable.Range(0, count).Select(i => (int)Math.Round((double)room * i / (count - 1)));
}
