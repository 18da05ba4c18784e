using IqaSharp.Training.Data;

namespace IqaSharp.Training.Runs;

/// <summary>How well scores agree with what is known of held-out images.</summary>
internal static class Agreement
{
    /// <param name="examples">The images.</param>
    /// <param name="scores">Scores, by index.</param>
    /// <param name="labels">The likeliest labels, by index.</param>
    public static Validation Of(Examples examples, IReadOnlyDictionary<int, double> scores, IReadOnlyDictionary<int, int> labels)
    {
        double[] predicted = [.. examples.Validation.Select(i => scores[i])];
        double[] rated = [.. examples.Validation.Select(i => (double)examples.All[i].Score!.Value)];
        var pairs = examples.ValidationLists
            .SelectMany(list => from a in Enumerable.Range(0, list.Length) from b in Enumerable.Range(a + 1, list.Length - a - 1) where examples.All[list[a]].Level is not null && examples.All[list[b]].Level is not null select scores[list[a]] > scores[list[b]])
            .ToList();
        return new Validation(Pearson(Ranks(predicted), Ranks(rated)), Pearson(predicted, rated), pairs.Count > 0 ? pairs.Average(right => right ? 1.0 : 0.0) : null, Weak(examples, scores), predicted.Length) { PerReference = PerReference(examples, scores), Labels = Named(examples, labels) };
    }

    private static double? Weak(Examples examples, IReadOnlyDictionary<int, double> scores)
    {
        int[] images = [.. examples.ValidationLists.SelectMany(list => list).Distinct().Where(i => examples.All[i].Score is not null)];
        return images.Length > 1 ? Pearson(Ranks([.. images.Select(i => scores[i])]), Ranks([.. images.Select(i => (double)examples.All[i].Score!.Value)])) : null;
    }

    /// <summary>Restorations of one photograph are compared with one another alone.</summary>
    private static double? PerReference(Examples examples, IReadOnlyDictionary<int, double> scores)
    {
        double[] each =
        [
            .. examples.ValidationLists.SelectMany(list => list).Distinct().Where(i => examples.All[i] is { Degraded: not null, Score: not null }).GroupBy(i => examples.All[i].Reference).Where(group => group.Count() > 2)
                .Select(group => Pearson(Ranks([.. group.Select(i => scores[i])]), Ranks([.. group.Select(i => (double)examples.All[i].Score!.Value)]))).OfType<double>(),
        ];
        return each.Length > 0 ? each.Average() : null;
    }

    private static LabelAccuracy? Named(Examples examples, IReadOnlyDictionary<int, int> labels)
    {
        (string[] Right, string[] Given)[] images =
        [
            .. examples.ValidationLists.SelectMany(list => list).Distinct().Where(i => examples.All[i].Label is not null)
                .Select(i => (examples.Labels[examples.All[i].Label!.Value].Split(' '), examples.Labels[labels[i]].Split(' '))),
        ];
        double Share(Func<string[], string[], bool> holds) => images.Average(image => holds(image.Right, image.Given) ? 1.0 : 0.0);
        return images.Length == 0 ? null : new LabelAccuracy(
            Share((right, given) => right[0] == given[0]),
            Share((right, given) => right.SequenceEqual(given)),
            Share((right, given) => right[0] == given[0] && (right.Length == 1 || Math.Abs(right[1][0] - given[1][0]) <= 1)));
    }

    private static double[] Ranks(double[] values)
    {
        var order = Enumerable.Range(0, values.Length).OrderBy(i => values[i]).ToArray();
        var ranks = new double[values.Length];
        for (var first = 0; first < order.Length;)
        {
            var end = first + 1;
            while (end < order.Length && values[order[end]] == values[order[first]])
            {
                end++;
            }

            for (var i = first; i < end; i++)
            {
                ranks[order[i]] = (first + end - 1) / 2.0;
            }

            first = end;
        }

        return ranks;
    }

    private static double? Pearson(double[] a, double[] b)
    {
        if (a.Length < 2)
        {
            return null;
        }

        var (meanA, meanB) = (a.Average(), b.Average());
        var (ab, aa, bb) = a.Zip(b).Aggregate((Ab: 0.0, Aa: 0.0, Bb: 0.0), (sum, pair) =>
        {
            var (x, y) = (pair.First - meanA, pair.Second - meanB);
            return (sum.Ab + (x * y), sum.Aa + (x * x), sum.Bb + (y * y));
        });
        return aa * bb > 0 ? ab / Math.Sqrt(aa * bb) : null;
    }
}
