using IqaSharp.Evaluation;
using IqaSharp.Training.Data;
using IqaSharp.Training.Progress;

namespace IqaSharp.Training.Runs;

/// <summary>Compares predictions with what is known of held-out images.</summary>
internal static class ValidationMetrics
{
    /// <param name="examples">The images.</param>
    /// <param name="scores">Predicted scores, by index.</param>
    /// <param name="labels">The most probable labels, by index.</param>
    public static Validation Of(Examples examples, IReadOnlyDictionary<int, double> scores, IReadOnlyDictionary<int, int> labels)
    {
        var sets = examples.Validation.GroupBy(i => examples.All[i].Source).Select(set => set.ToArray()).ToList();
        int[] inLists = [.. examples.ValidationLists.SelectMany(list => list).Distinct()];
        return new Validation(Mean(sets, set => Srcc(examples, set, scores)), Mean(sets, set => Plcc(examples, set, scores)), Ladders(examples, scores), PseudoLabels(examples, inLists, scores), examples.Validation.Count)
        {
            PerReference = PerReference(examples, inLists, scores),
            Choices = Choices(examples, scores),
            Labels = Labels(examples, inLists, labels),
        };
    }

    private static double? Ladders(Examples examples, IReadOnlyDictionary<int, double> scores)
    {
        var ladders = examples.ValidationLists.Select(list => list.Where(i => examples.All[i] is DistortedPhotograph).ToArray());
        var inOrder = ladders.SelectMany(list => from a in Enumerable.Range(0, list.Length) from b in Enumerable.Range(a + 1, list.Length - a - 1) select scores[list[a]] > scores[list[b]]).ToList();
        return inOrder.Count > 0 ? inOrder.Average(right => right ? 1.0 : 0.0) : null;
    }

    private static double? PseudoLabels(Examples examples, int[] inLists, IReadOnlyDictionary<int, double> scores)
    {
        int[] images = [.. inLists.Where(i => examples.All[i].Score is not null)];
        return images.Length > 1 ? Srcc(examples, images, scores) : null;
    }

    /// <summary>Equal distances choose neither: they count as half of people.</summary>
    private static double? Choices(Examples examples, IReadOnlyDictionary<int, double> scores)
    {
        double[] shares =
        [
            .. examples.ValidationLists.Where(list => list.Length == 2 && list.All(i => examples.All[i] is Alternative))
                .Select(list => scores[list[0]] == scores[list[1]] ? 0.5 : ((Alternative)examples.All[scores[list[0]] > scores[list[1]] ? list[0] : list[1]]).Share),
        ];
        return shares.Length > 0 ? shares.Average() : null;
    }

    /// <summary>Compares restorations only with others of the same photograph.</summary>
    private static double? PerReference(Examples examples, int[] inLists, IReadOnlyDictionary<int, double> scores)
    {
        var photographs = inLists.Where(i => examples.All[i] is RestoredPhotograph { Score: not null }).GroupBy(i => examples.All[i].Reference).Where(group => group.Count() > 2);
        double[] correlations = [.. photographs.Select(group => Srcc(examples, [.. group], scores)).OfType<double>()];
        return correlations.Length > 0 ? correlations.Average() : null;
    }

    /// <summary>Scores of different sets are not comparable: each set counts by itself, and all of them alike. A set without a correlation leaves none.</summary>
    private static double? Mean(List<int[]> sets, Func<int[], double?> correlation) => sets.Count == 0 ? null : sets.Select(correlation).Aggregate((double?)0, (sum, one) => sum + one) / sets.Count;

    private static double? Plcc(Examples examples, int[] images, IReadOnlyDictionary<int, double> scores) =>
        Correlations.Plcc([.. images.Select(i => scores[i])], [.. images.Select(i => (double)examples.All[i].Score!.Value)]);

    private static double? Srcc(Examples examples, int[] images, IReadOnlyDictionary<int, double> scores) =>
        Correlations.Srcc([.. images.Select(i => scores[i])], [.. images.Select(i => (double)examples.All[i].Score!.Value)]);

    private static LabelAccuracy? Labels(Examples examples, int[] inLists, IReadOnlyDictionary<int, int> predicted)
    {
        (string[] Right, string[] Given)[] images =
        [
            .. inLists.Select(i => (Index: i, (examples.All[i] as DistortedPhotograph)?.Label)).Where(image => image.Label is not null)
                .Select(image => (examples.Labels[image.Label!.Value].Split(' '), examples.Labels[predicted[image.Index]].Split(' '))),
        ];
        double Share(Func<string[], string[], bool> holds) => images.Average(image => holds(image.Right, image.Given) ? 1.0 : 0.0);
        return images.Length == 0 ? null : new LabelAccuracy(
            Share((right, given) => right[0] == given[0]),
            Share((right, given) => right.SequenceEqual(given)),
            Share((right, given) => right[0] == given[0] && (right.Length == 1 || Math.Abs(right[1][0] - given[1][0]) <= 1)));
    }
}
