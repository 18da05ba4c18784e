namespace IqaSharp.Evaluation;

/// <summary>Searches the positions and widths of a logistic step on a grid: where the squared error has local minima.</summary>
/// <remarks>Widths are halved from the widest to one at which every point stands alone; positions are half a width apart where there are points nearby.
/// A point more than <see cref="Saturation"/> widths away is on the lower or upper level, so that running sums stand for all of these.</remarks>
internal sealed class StepSearch
{
    private const double Saturation = 20; // e⁻²⁰
    private const double Alone = 40;
    private const double Reach = 3;

    private static readonly double[] Outside = [0.5, 1, 1.5, 2, 3, 4.5, 7, 10, 14];

    private readonly SeparableFit _points;
    private readonly double[][] _sums; // of the columns and of the counts, before each point

    private StepSearch(SeparableFit points)
    {
        _points = points;
        _sums = [.. points.Weighted.Append(points.Counts).Select(column =>
        {
            var sums = new double[column.Length + 1];
            for (var i = 0; i < column.Length; i++)
            {
                sums[i + 1] = sums[i] + column[i];
            }

            return sums;
        })];
    }

    /// <summary>The local minima, the lowest first.</summary>
    public static List<LogisticStep> LocalMinima(SeparableFit points)
    {
        var search = new StepSearch(points);
        var narrowest = points.Scores.Zip(points.Scores.Skip(1), (a, b) => b - a).DefaultIfEmpty(1).Min() / Alone;
        var levels = new List<List<(LogisticStep Step, double Gain)>>();
        for (var width = points.WidestWidth; levels.Count == 0 || width > Math.Max(narrowest, SeparableFit.NarrowestWidth) / 2; width /= 2)
        {
            levels.Add(search.Level(width));
        }

        var minima = levels.SelectMany((level, i) => level.Where(candidate =>
            !(i > 0 && levels[i - 1].Any(wider => IsNear(candidate.Step, wider.Step) && wider.Gain >= candidate.Gain * (1 - 1e-12)))
            && !(i + 1 < levels.Count && levels[i + 1].Any(narrower => IsNear(narrower.Step, candidate.Step) && narrower.Gain > candidate.Gain * (1 + 1e-12)))));
        return [.. minima.OrderByDescending(candidate => candidate.Gain).Select(candidate => candidate.Step)];
    }

    private static bool IsNear(LogisticStep narrow, LogisticStep wide) => Math.Abs(narrow.Centre - wide.Centre) <= wide.Width;

    /// <summary>The steps of one width that reduce the squared error by more than those beside them, and by how much.</summary>
    private List<(LogisticStep Step, double Gain)> Level(double width)
    {
        var level = new List<(LogisticStep Step, double Gain)>();
        var (first, end) = (0, 0);
        foreach (var centre in Centres(width))
        {
            while (first < _points.Scores.Length && _points.Scores[first] < centre - (Saturation * width))
            {
                first++;
            }

            while (end < _points.Scores.Length && _points.Scores[end] <= centre + (Saturation * width))
            {
                end++;
            }

            level.Add((new LogisticStep(centre, width), Gain(centre, width, first, end)));
        }

        return [.. Enumerable.Range(0, level.Count)
            .Where(i => (i == 0 || level[i].Gain > level[i - 1].Gain) && (i + 1 == level.Count || level[i].Gain >= level[i + 1].Gain))
            .Select(i => level[i])];
    }

    /// <summary>Ascending positions: beside the points, near each of them, and between neighbours.</summary>
    private IEnumerable<double> Centres(double width)
    {
        var scores = _points.Scores;
        foreach (var distance in Outside.Reverse())
        {
            yield return scores[0] - (distance * width);
        }

        var next = scores[0];
        for (var i = 0; i < scores.Length; i++)
        {
            for (; next <= scores[i] + (Reach * width); next += width / 2)
            {
                yield return next;
            }

            if (i + 1 < scores.Length && next < scores[i + 1] - (Reach * width))
            {
                yield return (scores[i] + scores[i + 1]) / 2;
                next = scores[i + 1] - (Reach * width);
            }
        }

        foreach (var distance in Outside.Where(distance => distance > Reach))
        {
            yield return scores[^1] + (distance * width);
        }
    }

    private double Gain(double centre, double width, int first, int end)
    {
        var (columns, scores) = (_points.Weighted, _points.Scores);
        Span<double> dots = stackalloc double[columns.Length];
        for (var k = 0; k < dots.Length; k++)
        {
            dots[k] = (_sums[k][^1] - _sums[k][end] - _sums[k][first]) / 2;
        }

        var counts = _sums[^1];
        var norm = (counts[^1] - counts[end] + counts[first]) / 4;
        for (var i = first; i < end; i++)
        {
            var height = (1 / (1 + Math.Exp((centre - scores[i]) / width))) - 0.5;
            norm += _points.Counts[i] * height * height;
            for (var k = 0; k < dots.Length; k++)
            {
                dots[k] += height * columns[k][i];
            }
        }

        var left = norm;
        foreach (var dot in dots[..^1])
        {
            left -= dot * dot;
        }

        return left > norm * 1e-13 ? dots[^1] * dots[^1] / left : 0;
    }
}
