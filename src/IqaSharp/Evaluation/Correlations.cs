namespace IqaSharp.Evaluation;

/// <summary>Correlation coefficients, and the root mean squared error. A correlation is undefined, and null, if one of the series does not vary or has fewer than two numbers.</summary>
public static class Correlations
{
    /// <summary>Spearman's rank correlation; ties get their mean rank.</summary>
    /// <exception cref="ArgumentException">The lengths differ, or a number is not finite.</exception>
    public static double? Srcc(IReadOnlyList<double> a, IReadOnlyList<double> b)
    {
        Check(a, b);
        return Plcc(Ranks(a), Ranks(b));
    }

    /// <summary>Pearson's linear correlation.</summary>
    /// <inheritdoc cref="Srcc"/>
    public static double? Plcc(IReadOnlyList<double> a, IReadOnlyList<double> b)
    {
        Check(a, b);
        var ((first, _), (second, _)) = (Scaled(a), Scaled(b));
        var (meanA, meanB) = (first.DefaultIfEmpty().Average(), second.DefaultIfEmpty().Average());
        var (ab, aa, bb) = (0.0, 0.0, 0.0);
        for (var i = 0; i < first.Length; i++)
        {
            var (x, y) = (first[i] - meanA, second[i] - meanB);
            ab += x * y;
            aa += x * x;
            bb += y * y;
        }

        return aa > 0 && bb > 0 ? Math.Clamp(ab / Math.Sqrt(aa) / Math.Sqrt(bb), -1, 1) : null;
    }

    /// <summary>Kendall's τ-b, which accounts for ties.</summary>
    /// <inheritdoc cref="Srcc"/>
    /// <remarks>Knight, "A Computer Method for Calculating Kendall's Tau with Ungrouped Data", JASA 61, 1966: sort by one series, count the inversions of the other.</remarks>
    public static double? Krcc(IReadOnlyList<double> a, IReadOnlyList<double> b)
    {
        Check(a, b);
        var order = Enumerable.Range(0, a.Count).OrderBy(i => a[i]).ThenBy(i => b[i]).ToArray();
        var first = Array.ConvertAll(order, i => a[i]);
        var second = Array.ConvertAll(order, i => b[i]);
        var pairs = a.Count * (a.Count - 1L) / 2;
        var tiedBoth = TiedPairs(first.Zip(second));
        var (tiedFirst, inversions) = (TiedPairs(first), SortCountingInversions(second));
        var tiedSecond = TiedPairs(second);
        var agreement = pairs - tiedFirst - tiedSecond + tiedBoth - (2 * inversions);
        return pairs > tiedFirst && pairs > tiedSecond ? Math.Clamp(agreement / Math.Sqrt(pairs - tiedFirst) / Math.Sqrt(pairs - tiedSecond), -1, 1) : null;
    }

    /// <summary>The root mean squared error.</summary>
    public static double Rmse(IReadOnlyList<double> a, IReadOnlyList<double> b)
    {
        Check(a, b);
        var (differences, exponent) = Scaled([.. a.Zip(b, (x, y) => x - y)]);
        return Math.ScaleB(Math.Sqrt(differences.Select(difference => difference * difference).DefaultIfEmpty().Average()), exponent);
    }

    /// <summary>Numbers with mean 0 and standard deviation 1, and the mean and deviation that they had.</summary>
    internal static (double[] Values, double Mean, double Deviation) Standardised(IReadOnlyList<double> values)
    {
        var (scaled, exponent) = Scaled(values);
        var mean = scaled.Average();
        var deviation = Math.Sqrt(scaled.Average(value => (value - mean) * (value - mean)));
        return (Array.ConvertAll(scaled, value => (value - mean) / deviation), Math.ScaleB(mean, exponent), Math.ScaleB(deviation, exponent));
    }

    /// <summary>Ranks from 1 for the smallest; ties get their mean rank.</summary>
    internal static double[] Ranks(IReadOnlyList<double> values)
    {
        var order = Enumerable.Range(0, values.Count).ToArray();
        Array.Sort(Array.ConvertAll(order, i => values[i]), order);
        var ranks = new double[values.Count];
        for (var first = 0; first < order.Length;)
        {
            var end = first + 1;
            while (end < order.Length && values[order[end]] == values[order[first]])
            {
                end++;
            }

            for (var i = first; i < end; i++)
            {
                ranks[order[i]] = (first + end + 1) / 2.0;
            }

            first = end;
        }

        return ranks;
    }

    /// <summary>The number of pairs of equal values.</summary>
    private static long TiedPairs<T>(IEnumerable<T> values)
        where T : notnull => values.GroupBy(value => value).Sum(group => group.LongCount() * (group.LongCount() - 1) / 2);

    /// <summary>Sorts in place by merging, and counts the inversions.</summary>
    private static long SortCountingInversions(double[] values)
    {
        var (inversions, sorted) = (0L, new double[values.Length]);
        for (var width = 1; width < values.Length; width *= 2)
        {
            for (var start = 0; start < values.Length; start += 2 * width)
            {
                var (left, right) = (start, Math.Min(start + width, values.Length));
                var (middle, end) = (right, Math.Min(start + (2 * width), values.Length));
                for (var i = start; i < end; i++)
                {
                    if (left < middle && (right >= end || values[left] <= values[right]))
                    {
                        sorted[i] = values[left++];
                    }
                    else
                    {
                        sorted[i] = values[right++];
                        inversions += middle - left;
                    }
                }
            }

            sorted.CopyTo(values, 0);
        }

        return inversions;
    }

    /// <summary>The numbers divided by a power of two, so that their squares neither overflow nor vanish; that rounds nothing.</summary>
    private static (double[] Values, int Exponent) Scaled(IReadOnlyList<double> values)
    {
        var largest = values.Select(Math.Abs).DefaultIfEmpty().Max();
        var exponent = largest > 0 ? Math.ILogB(largest) : 0;
        return ([.. values.Select(value => Math.ScaleB(value, -exponent))], exponent);
    }

    private static void Check(IReadOnlyList<double> a, IReadOnlyList<double> b)
    {
        if (a.Count != b.Count)
        {
            throw new ArgumentException($"{a.Count} numbers cannot be compared with {b.Count}", nameof(b));
        }

        if (a.Concat(b).Any(value => !double.IsFinite(value)))
        {
            throw new ArgumentException("a number is not finite", nameof(a));
        }
    }
}
