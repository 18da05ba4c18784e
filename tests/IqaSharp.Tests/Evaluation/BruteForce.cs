namespace IqaSharp.Tests.Evaluation;

/// <summary>The smallest squared error of a logistic curve, by trying: a grid of positions and widths, refined around its best points. The other parameters are linear.</summary>
internal static class BruteForce
{
    private const int Refined = 5;

    public static double SquaredError(double[] scores, double[] opinions, bool withSlope)
    {
        var mean = scores.Average();
        var spread = Math.Sqrt(scores.Average(score => (score - mean) * (score - mean)));
        var level = opinions.Average();
        double[] x = [.. scores.Select(score => (score - mean) / spread)], rest = [.. opinions.Select(opinion => opinion - level)];
        var line = Unit(x);
        if (withSlope)
        {
            Subtract(rest, line);
        }

        var (low, range) = (x.Min(), x.Max() - x.Min());
        double Error(double centre, double width) => BruteForce.Error(x, rest, withSlope ? line : null, centre, width);
        var grid = new List<(double Centre, double Width, double Error)>();
        for (var w = 0; w < 26; w++)
        {
            for (var c = -16; c <= 80; c++)
            {
                var (centre, width) = (low + (range * c / 64), 3e-4 * Math.Pow(1.6, w));
                grid.Add((centre, width, Error(centre, width)));
            }
        }

        return grid.OrderBy(point => point.Error).Take(Refined).Min(point => Refine(Error, point, range / 64));
    }

    /// <summary>The lowest error near a point: of a cross of five by five points, which is halved when its middle is the lowest.</summary>
    private static double Refine(Func<double, double, double> of, (double Centre, double Width, double Error) best, double step)
    {
        var ratio = 1.6;
        for (var round = 0; round < 30; round++)
        {
            var (centre, width, error) = best;
            for (var i = 0; i < 25; i++)
            {
                var (c, w) = (centre + (((i % 5) - 2) * step / 2), Math.Clamp(width * Math.Pow(ratio, ((i / 5) - 2) / 2.0), 1e-5, 80));
                best = of(c, w) is var tried && tried < best.Error ? (c, w, tried) : best;
            }

            (step, ratio) = best.Error < error ? (step, ratio) : (step / 2, Math.Sqrt(ratio));
        }

        return best.Error;
    }

    /// <summary>What the step leaves of what the linear part left.</summary>
    private static double Error(double[] x, double[] rest, double[]? line, double centre, double width)
    {
        double[] step = Array.ConvertAll(x, value => Math.Tanh((value - centre) / width / 2)), left = [.. rest];
        var size = step.Length;
        for (var pass = 0; pass < 2; pass++) // twice for accuracy
        {
            var mean = step.Average();
            step = Array.ConvertAll(step, value => value - mean);
            if (line is not null)
            {
                Subtract(step, line);
            }
        }

        if (step.Sum(value => value * value) > 1e-16 * size)
        {
            Subtract(left, Unit(step));
        }

        return left.Sum(value => value * value);
    }

    private static double[] Unit(double[] column)
    {
        var norm = Math.Sqrt(column.Sum(value => value * value));
        return Array.ConvertAll(column, value => value / norm);
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
