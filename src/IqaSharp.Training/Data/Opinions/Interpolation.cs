namespace IqaSharp.Training.Data.Opinions;

/// <summary>A function given by points, with straight lines between and beyond them.</summary>
internal static class Interpolation
{
    /// <param name="points">Two or more, in rising order of x.</param>
    /// <param name="x">Where to evaluate it.</param>
    public static double At(IReadOnlyList<(double X, double Y)> points, double x)
    {
        var right = 1;
        while (right < points.Count - 1 && x > points[right].X)
        {
            right++;
        }

        var (a, b) = (points[right - 1], points[right]);
        return a.Y + ((x - a.X) / (b.X - a.X) * (b.Y - a.Y));
    }
}
