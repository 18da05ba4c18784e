namespace IqaSharp.Training.Trainees;

/// <summary>The eight ways to lay a square window.</summary>
internal static class Turn
{
    /// <summary>How many there are.</summary>
    public const int Count = 8;

    /// <summary>Where in the window as it was the pixel lies that is shown at x, y.</summary>
    /// <param name="turn">0 to 7: the quarter turns, and from 4 on mirrored.</param>
    /// <param name="side">Of the window.</param>
    /// <param name="x">From the left.</param>
    /// <param name="y">From above.</param>
    public static (int X, int Y) Source(int turn, int side, int x, int y)
    {
        var last = side - 1;
        var (u, v) = (turn & 3) switch { 0 => (x, y), 1 => (y, last - x), 2 => (last - x, last - y), _ => (last - y, x) };
        return (turn >= 4 ? last - u : u, v);
    }
}
