using IqaSharp.Evaluation;
using IqaSharp.Training.Data;

namespace IqaSharp.Training.Runs;

/// <summary>How well scores agree with what is known of held-out images.</summary>
internal static class HeldOut
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
        return new Validation(Correlations.Srcc(predicted, rated), Correlations.Plcc(predicted, rated), pairs.Count > 0 ? pairs.Average(right => right ? 1.0 : 0.0) : null, Weak(examples, scores), predicted.Length) { PerReference = PerReference(examples, scores), Labels = Named(examples, labels) };
    }

    private static double? Weak(Examples examples, IReadOnlyDictionary<int, double> scores)
    {
        int[] images = [.. examples.ValidationLists.SelectMany(list => list).Distinct().Where(i => examples.All[i].Score is not null)];
        return images.Length > 1 ? Correlations.Srcc([.. images.Select(i => scores[i])], [.. images.Select(i => (double)examples.All[i].Score!.Value)]) : null;
    }

    /// <summary>Restorations of one photograph are compared with one another alone.</summary>
    private static double? PerReference(Examples examples, IReadOnlyDictionary<int, double> scores)
    {
        double[] each =
        [
            .. examples.ValidationLists.SelectMany(list => list).Distinct().Where(i => examples.All[i] is { Degraded: not null, Score: not null }).GroupBy(i => examples.All[i].Reference).Where(group => group.Count() > 2)
                .Select(group => Correlations.Srcc([.. group.Select(i => scores[i])], [.. group.Select(i => (double)examples.All[i].Score!.Value)])).OfType<double>(),
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
}
