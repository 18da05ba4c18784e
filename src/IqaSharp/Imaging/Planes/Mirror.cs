namespace IqaSharp.Imaging.Planes;

/// <summary>Symmetric boundary handling: outside an image lies its mirror image, the edge sample repeated (b a | a b c).</summary>
internal static class Mirror
{
    /// <summary>The index of the sample at a position, however far outside.</summary>
    public static int Index(int position, int length)
    {
        var period = 2 * length;
        var folded = ((position % period) + period) % period;
        return folded < length ? folded : period - 1 - folded;
    }
}
