using IqaSharp.Training.Data;
using IqaSharp.Training.Recipes;
using static TorchSharp.torch;
using Tensor = TorchSharp.torch.Tensor;

namespace IqaSharp.Training.Losses;

/// <summary>The weighted sum of a recipe's loss terms over one step.</summary>
/// <remarks>Each rated set has a scale; sources rated by the same metric share one. For every scale but the first, a line from the network's score to that scale is learned with the network.</remarks>
internal sealed class TotalLoss : IDisposable
{
    private const double Deviation = 0.1; // of an opinion, as a share of the range
    private const double LevelDistance = 0.05;
    private const double PristineScore = 0.9;

    private readonly IReadOnlyList<Example> _examples;
    private readonly ChoiceRanking? _ranking;

    public TotalLoss(IReadOnlyList<Example> examples)
    {
        _examples = examples;
        var scales = examples.Where(e => e.Score is not null).Select(e => e.Scale).Distinct().Order().ToList();
        _ranking = examples.Any(example => example is Alternative) ? new ChoiceRanking() : null;
        Calibration = scales.Skip(1).ToDictionary(scale => $"calibration.{scale}", _ => zeros(2).DetachFromDisposeScope());
    }

    /// <summary>By scale [2]: the logarithm of the line's slope, and its intercept.</summary>
    public IReadOnlyDictionary<string, Tensor> Calibration { get; }

    /// <summary>Everything that is learned beside the network: the lines, and the network that predicts choices.</summary>
    public IEnumerable<KeyValuePair<string, Tensor>> Learned => _ranking is null ? Calibration : Calibration.Concat(_ranking.Parameters);

    /// <param name="prediction">The network's output for the step's images.</param>
    /// <param name="step">The step.</param>
    /// <param name="weights">The weight of each term.</param>
    public Tensor Of(Prediction prediction, Step step, LossRecipe weights)
    {
        var total = zeros(1).squeeze(0);
        var targets = new Targets(_examples, step);
        IEnumerable<LossTerm> terms = [];
        if (targets.Scored.Length > 0)
        {
            var (p, s) = Scored(prediction.Scores, targets);
            terms = ScoreTerms(p, s, targets, weights).Concat(prediction.OwnTerms?.Invoke(targets, weights) ?? []).Concat(PairTerms(p, s, targets, weights));
        }

        foreach (var term in terms.Concat(DistributionTerms(prediction, targets, weights)).Concat(ListTerms(prediction.Scores, targets, step, weights)).Concat(VariantTerms(prediction.Scores, step, weights)).Concat(ChoiceTerms(prediction.Scores, targets, step, weights)).Where(term => term.Weight > 0))
        {
            total = total + (term.Weight * term.Value().cpu());
        }

        return total;
    }

    public void Dispose()
    {
        foreach (var (_, learned) in Learned)
        {
            learned.Dispose();
        }
    }

    /// <summary>[scored]: predictions on each image's own scale, and scores.</summary>
    private (Tensor Predicted, Tensor Scores) Scored(Tensor predicted, Targets targets)
    {
        var own = Targets.At(predicted, targets.Scored);
        return (
            stack([.. targets.Scored.Select((i, k) => Calibrated(own[k], targets[i].Scale))]),
            tensor(Array.ConvertAll(targets.Scored, targets.ScoreOf)));
    }

    private Tensor Calibrated(Tensor predicted, int scale) =>
        Calibration.TryGetValue($"calibration.{scale}", out var line) ? (predicted * line[0].exp()) + line[1] : predicted;

    private static IEnumerable<LossTerm> ScoreTerms(Tensor p, Tensor s, Targets targets, LossRecipe weights)
    {
        yield return new(weights.L1, () => Loss.L1(p, s));
        yield return new(weights.Mse, () => Loss.Mse(p, s));
        yield return new(weights.Huber, () => Loss.Huber(p, s));
        foreach (var scale in targets.Scored.Select((i, k) => (targets[i].Scale, Index: k)).GroupBy(image => image.Scale, image => image.Index).Where(scale => scale.Count() > 2))
        {
            int[] images = [.. scale];
            yield return new(weights.Plcc * images.Length / targets.Scored.Length, () => Loss.Plcc(Targets.At(p, images), Targets.At(s, images)));
        }
    }

    private static IEnumerable<LossTerm> PairTerms(Tensor p, Tensor s, Targets targets, LossRecipe weights)
    {
        var pairs = Pairs([.. Enumerable.Range(0, targets.Scored.Length)], (a, b) => targets[targets.Scored[a]].Scale == targets[targets.Scored[b]].Scale);
        if (pairs.Count > 0)
        {
            var (dp, ds) = (Difference(p, pairs), Difference(s, pairs));
            yield return new(weights.Fidelity, () => Loss.Fidelity(dp, 0.5 * (1 + (ds / (2 * Deviation)).erf())));
            yield return new(weights.Margin, () => Loss.Margin(dp * ds.sign(), ds.abs() / 2));
        }
    }

    private static IEnumerable<LossTerm> DistributionTerms(Prediction prediction, Targets targets, LossRecipe weights)
    {
        if (prediction.Shares is not { } shares)
        {
            yield break;
        }

        var rated = targets.Where(image => (image as RatedPhotograph)?.Ratings?.Count == shares.shape[1]);
        if (rated.Length > 0)
        {
            var ratings = stack([.. rated.Select(i => tensor(((RatedPhotograph)targets[i]).Ratings!.ToArray()))]);
            yield return new(weights.Emd, () => Loss.Emd(Targets.At(shares, rated), ratings));
        }

        var labelled = targets.Where(image => image is DistortedPhotograph { Label: not null });
        if (labelled.Length > 0)
        {
            yield return new(weights.CrossEntropy, () => Loss.CrossEntropy(Targets.At(shares, labelled), tensor(Array.ConvertAll(labelled, i => (long)((DistortedPhotograph)targets[i]).Label!.Value))));
        }
    }

    private static IEnumerable<LossTerm> VariantTerms(Tensor predicted, Step step, LossRecipe weights)
    {
        if (step.Variants.Count > 0)
        {
            yield return new(weights.Invariance, () => Difference(predicted, [.. step.Variants]).abs().mean());
        }
    }

    private static IEnumerable<LossTerm> ListTerms(Tensor predicted, Targets targets, Step step, LossRecipe weights)
    {
        var pairs = step.Lists.SelectMany(list => Pairs([.. Enumerable.Range(list.Start, list.Count)], (a, b) => targets.LevelOf(a) is not null && targets.LevelOf(b) is not null)).ToList();
        if (pairs.Count == 0)
        {
            yield break;
        }

        var better = Difference(predicted, pairs);
        yield return new(weights.ListMargin, () => Loss.Margin(better, LevelDistance * tensor(pairs.Select(pair => (float)(targets.LevelOf(pair.Second)!.Value - targets.LevelOf(pair.First)!.Value)).ToArray())));
        yield return new(weights.ListFidelity, () => Loss.Fidelity(better, ones_like(better)));
        var pristine = targets.Where(image => image is DistortedPhotograph { Level: 0 });
        if (pristine.Length > 0)
        {
            yield return new(weights.Pristine, () => (PristineScore - Targets.At(predicted, pristine)).clamp_min(0).mean());
        }
    }

    /// <summary>Scores are one minus distances.</summary>
    private IEnumerable<LossTerm> ChoiceTerms(Tensor predicted, Targets targets, Step step, LossRecipe weights)
    {
        int[] first = [.. step.Lists.Where(list => list.Count == 2 && targets[list.Start] is Alternative && targets[list.Start + 1] is Alternative).Select(list => list.Start)];
        if (_ranking is not null && first.Length > 0)
        {
            int[] second = Array.ConvertAll(first, position => position + 1);
            var judge = tensor(Array.ConvertAll(second, position => ((Alternative)targets[position]).Share));
            yield return new(weights.Choice, () => _ranking.Of(1 - Targets.At(predicted, first), 1 - Targets.At(predicted, second), judge));
        }
    }

    private static List<(int First, int Second)> Pairs(int[] members, Func<int, int, bool> comparable) =>
        [.. from a in Enumerable.Range(0, members.Length) from b in Enumerable.Range(a + 1, members.Length - a - 1) where comparable(members[a], members[b]) select (members[a], members[b])];

    private static Tensor Difference(Tensor values, List<(int First, int Second)> pairs) =>
        Targets.At(values, [.. pairs.Select(pair => pair.First)]) - Targets.At(values, [.. pairs.Select(pair => pair.Second)]);
}
