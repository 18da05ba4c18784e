namespace IqaSharp.Restorations.Filtering;

/// <summary>What lies outside an image: its mirror image, the edge twice (b a | a b c).</summary>
internal static class Mirror
{
    /// <summary>The sample that is seen at a position, however far outside.</summary>
    public static int Index(int position, int length)
    {
        var period = 2 * length;
        var folded = ((position % period) + period) % period;
        return folded < length ? folded : period - 1 - folded;
    }
}
