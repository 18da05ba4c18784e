namespace IqaSharp.Imaging.Planes;

/// <summary>Mirroring with the edge repeated, however far outside: … b a | a b c | c b …</summary>
internal static class SymmetricBorder
{
    /// <summary>The index of the sample that a position is mirrored to.</summary>
    public static int Index(int position, int length)
    {
        var period = 2 * length;
        var folded = ((position % period) + period) % period;
        return folded < length ? folded : period - 1 - folded;
    }
}
