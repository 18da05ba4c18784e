namespace IqaSharp.Tests.Evaluation;

/// <summary>The smallest squared error of a logistic curve, by trying: a grid of positions and widths, refined around its best points. The other parameters are linear.</summary>
internal static class BruteForce
{
    private const int Refined = 6;

    public static double SquaredError(double[] scores, double[] opinions, bool withSlope)
    {
        var mean = scores.Average();
        var spread = Math.Sqrt(scores.Average(score => (score - mean) * (score - mean)));
        double[] x = [.. scores.Select(score => (score - mean) / spread)], y = [.. opinions];
        var (low, range) = (x.Min(), x.Max() - x.Min());
        var grid =
            from w in Enumerable.Range(0, 38)
            from c in Enumerable.Range(-20, 121)
            let width = 3e-4 * Math.Pow(1.4, w)
            let centre = low + (range * c / 80)
            select (centre, width, error: Error(x, y, centre, width, withSlope));
        return grid.OrderBy(point => point.error).Take(Refined).Min(point => Refine(x, y, point.centre, point.width, range / 80, withSlope));
    }

    private static double Refine(double[] x, double[] y, double centre, double width, double step, bool withSlope)
    {
        var (best, ratio) = (Error(x, y, centre, width, withSlope), 1.4);
        for (var round = 0; round < 40; round++)
        {
            var (c0, w0) = (centre, width);
            foreach (var c in new[] { -1.0, -0.5, 0, 0.5, 1 })
            {
                foreach (var w in new[] { -1.0, -0.5, 0, 0.5, 1 })
                {
                    var (tried, narrow) = (c0 + (c * step), Math.Clamp(w0 * Math.Pow(ratio, w), 1e-5, 80));
                    var error = Error(x, y, tried, narrow, withSlope);
                    if (error < best)
                    {
                        (best, centre, width) = (error, tried, narrow);
                    }
                }
            }

            if ((centre, width) == (c0, w0))
            {
                (step, ratio) = (step / 2, Math.Sqrt(ratio));
            }
        }

        return best;
    }

    /// <summary>What a constant, if wanted a line, and the step leave of the opinions: Gram–Schmidt, twice for accuracy.</summary>
    private static double Error(double[] x, double[] y, double centre, double width, bool withSlope)
    {
        double[] rest = [.. y];
        var basis = new List<double[]>();
        foreach (var i in withSlope ? new[] { 0, 1, 2 } : [0, 2])
        {
            var column = Array.ConvertAll(x, value => i switch { 0 => 1, 1 => value, _ => Math.Tanh((value - centre) / width / 2) });
            var size = Math.Sqrt(column.Sum(value => value * value));
            foreach (var other in basis.Concat(basis))
            {
                Subtract(column, other);
            }

            var norm = Math.Sqrt(column.Sum(value => value * value));
            if (norm > 1e-8 * size)
            {
                basis.Add(Array.ConvertAll(column, value => value / norm));
                Subtract(rest, basis[^1]);
            }
        }

        return rest.Sum(value => value * value);
    }

    private static void Subtract(double[] from, double[] unit)
    {
        var dot = 0.0;
        for (var i = 0; i < from.Length; i++)
        {
            dot += from[i] * unit[i];
        }

        for (var i = 0; i < from.Length; i++)
        {
            from[i] -= dot * unit[i];
        }
    }
}
