namespace IqaSharp.Evaluation;

/// <summary>Least squares for a constant, if wanted a line, and a logistic step. Given the step's position and width, the other coefficients follow from a linear system:
/// the squared error is a function of two variables.</summary>
/// <remarks>Variable projection: Golub, Pereyra, SIAM J. Numer. Anal. 10(2), 1973.</remarks>
internal sealed class SeparableFit
{
    /// <summary>The narrowest step, in standard deviations of the scores.</summary>
    public const double NarrowestWidth = 1e-6;

    private const int MaximumSteps = 60;
    private const double MaximumDamping = 1e9;
    private const double MinimumGain = 1e-12;
    private const double Difference = 1e-5; // of derivatives, for the second ones
    private const double Reach = 15; // a step farther away, in widths, is an exponential function to 7 digits

    private readonly double[] _opinions;
    private readonly double[] _roots;
    private readonly double[][] _basis;
    private readonly double _mean;
    private readonly double[] _norms;

    private SeparableFit(double[] scores, double[] opinions, double[] counts, bool withSlope)
    {
        (Scores, _opinions, Counts) = (scores, opinions, counts);
        _roots = Array.ConvertAll(counts, Math.Sqrt);
        var images = counts.Sum();
        _mean = scores.Zip(counts, (score, count) => score * count).Sum() / images;
        double[] line = [.. scores.Zip(_roots, (score, root) => root * (score - _mean))];
        _norms = withSlope ? [Math.Sqrt(images), Math.Sqrt(Dot(line, line))] : [Math.Sqrt(images)];
        _basis = withSlope
            ? [Array.ConvertAll(_roots, root => root / _norms[0]), Array.ConvertAll(line, value => value / _norms[1])]
            : [Array.ConvertAll(_roots, root => root / _norms[0])];
        Rest = [.. opinions.Zip(_roots, (opinion, root) => opinion * root)];
        Orthogonalise(Rest);

        // With a line besides, a wide step only adds a cubic term, which is the smaller the wider the step is: wider than this, rounding shows.
        WidestWidth = withSlope ? 100 : 1000;
        Weighted = [.. _basis.Append(Rest).Select(column => column.Zip(_roots, (value, root) => value * root).ToArray())];
    }

    /// <summary>The scores, ascending, without duplicates.</summary>
    public double[] Scores { get; }

    /// <summary>How many images have each score.</summary>
    public double[] Counts { get; }

    /// <summary>The columns that a step is projected on, times the root of the counts: the orthonormal basis of the linear part, and what that leaves of the opinions.</summary>
    public double[][] Weighted { get; }

    /// <summary>The widest step.</summary>
    public double WidestWidth { get; }

    private double[] Rest { get; }

    /// <summary>The points of a fit; images of equal scores become one.</summary>
    public static SeparableFit Of(IReadOnlyList<double> scores, IReadOnlyList<double> opinions, bool withSlope)
    {
        var (x, y) = (scores.ToArray(), opinions.ToArray());
        Array.Sort(x, y);
        return Merged(x, y, Enumerable.Repeat(1.0, x.Length).ToArray(), withSlope, i => x[i] == x[i - 1]);
    }

    /// <summary>At most so many points, each the mean of neighbours: enough to search for starting points.</summary>
    public SeparableFit Coarse(int points) => Scores.Length <= points ? this
        : Merged(Scores, _opinions, Counts, _norms.Length > 1, i => i * (long)points / Scores.Length == (i - 1L) * points / Scores.Length);

    /// <summary>The local minimum of the squared error that is reached from a step, by a damped Newton method.</summary>
    public (LogisticStep Step, double SquaredError) Descend(LogisticStep start)
    {
        var (step, damping) = (Bounded(start), 1e-3);
        var here = Look(step);
        for (var i = 0; i < MaximumSteps && damping < MaximumDamping; i++)
        {
            var beside = Look(step with { Centre = step.Centre + (Difference * step.Width) });
            var wider = Look(step with { Width = step.Width * (1 + Difference) });
            var byCentre = (here.ByCentre - beside.ByCentre) / Difference;
            var byBoth = (here.ByCentre - (wider.ByCentre / (1 + Difference)) + here.ByWidth - beside.ByWidth) / Difference / 2;
            var byWidth = (here.ByWidth - wider.ByWidth) / Difference;
            for (var accepted = false; !accepted && damping < MaximumDamping;)
            {
                var (a, b) = (byCentre + (damping * here.OfCentre), byWidth + (damping * here.OfWidth));
                var determinant = (a * b) - (byBoth * byBoth);
                var move = ((here.ByCentre * b) - (here.ByWidth * byBoth)) / determinant;
                var widen = ((here.ByWidth * a) - (here.ByCentre * byBoth)) / determinant;
                if (!(a > 0 && determinant > 0 && double.IsFinite(move) && double.IsFinite(widen)))
                {
                    damping *= 10;
                    continue;
                }

                if (damping < 0.1 && (here.ByCentre * move) + (here.ByWidth * widen) < MinimumGain * here.SquaredError)
                {
                    return (step, here.SquaredError);
                }

                var tried = Bounded(new LogisticStep(step.Centre + (Math.Clamp(move, -3, 3) * step.Width), step.Width * Math.Exp(Math.Clamp(widen, -1, 1))));
                var there = Look(tried);
                if (there.SquaredError < here.SquaredError)
                {
                    (step, here, damping, accepted) = (tried, there, Math.Max(damping / 10, 1e-12), true);
                }
                else
                {
                    damping *= 10;
                }
            }
        }

        return (step, here.SquaredError);
    }

    /// <summary>The coefficients of the constant, the line and the step, which goes from −½ to ½.</summary>
    public (double Constant, double Slope, double Step) Coefficients(LogisticStep step)
    {
        var (coefficient, heights, _, _) = Project(step);
        double[] target = [.. _opinions.Zip(_roots, heights).Select(point => point.Second * (point.First - (coefficient * point.Third)))];
        var constant = Dot(_basis[0], target) / _norms[0];
        var slope = _norms.Length > 1 ? Dot(_basis[1], target) / _norms[1] : 0;
        return (constant - (slope * _mean), slope, coefficient);
    }

    private static SeparableFit Merged(double[] scores, double[] opinions, double[] counts, bool withSlope, Func<int, bool> joins)
    {
        var points = new List<(double Score, double Opinion, double Count)>();
        for (var i = 0; i < scores.Length; i++)
        {
            var (score, opinion, count) = i > 0 && joins(i) ? points[^1] : default;
            if (count > 0)
            {
                points.RemoveAt(points.Count - 1);
            }

            var share = counts[i] / (count + counts[i]);
            points.Add((score + ((scores[i] - score) * share), opinion + ((opinions[i] - opinion) * share), count + counts[i]));
        }

        return new SeparableFit([.. points.Select(point => point.Score)], [.. points.Select(point => point.Opinion)], [.. points.Select(point => point.Count)], withSlope);
    }

    /// <summary>Fits the linear part and the step: the coefficient of the step, its heights, its column and the residual.</summary>
    private (double Coefficient, double[] Heights, double[] Column, double[] Residual) Project(LogisticStep step)
    {
        double[] heights = new double[Scores.Length], column = new double[Scores.Length], residual = [.. Rest];
        for (var i = 0; i < column.Length; i++)
        {
            heights[i] = Math.Tanh((Scores[i] - step.Centre) / step.Width / 2) / 2;
            column[i] = heights[i] * _roots[i];
        }

        Orthogonalise(column);
        var norm = Dot(column, column);
        var coefficient = norm > 1e-24 ? Dot(column, Rest) / norm : 0;
        Subtract(residual, column, coefficient);
        return (coefficient, heights, column, residual);
    }

    /// <summary>The squared error of a step, minus half of its derivatives with respect to the centre in widths and to the logarithm of the width,
    /// and the squared lengths of the residual's derivatives, which scale the damping.</summary>
    private (double SquaredError, double ByCentre, double ByWidth, double OfCentre, double OfWidth) Look(LogisticStep step)
    {
        var (coefficient, heights, column, residual) = Project(step);
        double[] byCentre = new double[column.Length], byWidth = new double[column.Length];
        for (var i = 0; i < column.Length; i++)
        {
            byCentre[i] = -coefficient * _roots[i] * (0.25 - (heights[i] * heights[i]));
            byWidth[i] = byCentre[i] * (Scores[i] - step.Centre) / step.Width;
        }

        var norm = Dot(column, column);
        foreach (var derivative in new[] { byCentre, byWidth })
        {
            Orthogonalise(derivative);
            Subtract(derivative, column, norm > 0 ? Dot(derivative, column) / norm : 0);
        }

        return (Dot(residual, residual), Dot(byCentre, residual), Dot(byWidth, residual), Dot(byCentre, byCentre), Dot(byWidth, byWidth));
    }

    private LogisticStep Bounded(LogisticStep step)
    {
        var width = Math.Clamp(step.Width, NarrowestWidth, WidestWidth);
        return new LogisticStep(Math.Clamp(step.Centre, Scores[0] - (Reach * width), Scores[^1] + (Reach * width)), width);
    }

    private void Orthogonalise(double[] column)
    {
        foreach (var unit in _basis)
        {
            Subtract(column, unit, Dot(unit, column));
        }
    }

    private static void Subtract(double[] from, double[] column, double times)
    {
        for (var i = 0; i < from.Length; i++)
        {
            from[i] -= times * column[i];
        }
    }

    /// <summary>Four sums at a time, in an order that does not depend on the machine.</summary>
    private static double Dot(double[] a, double[] b)
    {
        var (s0, s1, s2, s3, i) = (0.0, 0.0, 0.0, 0.0, 0);
        for (; i + 3 < a.Length; i += 4)
        {
            (s0, s1, s2, s3) = (s0 + (a[i] * b[i]), s1 + (a[i + 1] * b[i + 1]), s2 + (a[i + 2] * b[i + 2]), s3 + (a[i + 3] * b[i + 3]));
        }

        for (; i < a.Length; i++)
        {
            s0 += a[i] * b[i];
        }

        return s0 + s1 + (s2 + s3);
    }
}

/// <summary>Where a logistic step is, and how wide.</summary>
/// <param name="Centre">The score at half its height.</param>
/// <param name="Width">The change of the score that multiplies the odds by e.</param>
internal readonly record struct LogisticStep(double Centre, double Width);
