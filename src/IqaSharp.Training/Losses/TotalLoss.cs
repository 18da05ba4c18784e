using IqaSharp.Training.Data;
using IqaSharp.Training.Recipes;
using IqaSharp.Training.Trainees;
using static TorchSharp.torch;
using Tensor = TorchSharp.torch.Tensor;

namespace IqaSharp.Training.Losses;

/// <summary>The weighted sum of a recipe's losses over one step.</summary>
/// <remarks>Each set but the first is rated on a scale of its own, but for what one metric rated: a line, learned with the network, leads from the network's score to the set's.</remarks>
internal sealed class TotalLoss : IDisposable
{
    private const double Deviation = 0.1; // of an opinion, as a share of the range
    private const double LevelDistance = 0.05;
    private const double PristineScore = 0.9;

    private readonly IReadOnlyList<Example> _examples;

    public TotalLoss(IReadOnlyList<Example> examples)
    {
        _examples = examples;
        var scales = examples.Where(e => e.Score is not null).Select(e => e.Scale).Distinct().Order().ToList();
        Calibration = scales.Skip(1).ToDictionary(scale => $"calibration.{scale}", _ => zeros(2).DetachFromDisposeScope());
    }

    /// <summary>By scale: the logarithm of the line's slope, and its height.</summary>
    public IReadOnlyDictionary<string, Tensor> Calibration { get; }

    /// <param name="prediction">Of the step's images.</param>
    /// <param name="step">Which images they are.</param>
    /// <param name="recipe">What counts how much.</param>
    public Tensor Of(Prediction prediction, Step step, LossRecipe recipe)
    {
        var predicted = prediction.Scores;
        var total = zeros(1).squeeze(0);
        void Add(double weight, Func<Tensor> loss)
        {
            if (weight > 0)
            {
                total = total + (weight * loss());
            }
        }

        var rated = Enumerable.Range(0, step.Examples.Length).Where(i => Of(step, i).Score is not null).ToList();
        if (rated.Count > 0)
        {
            var own = predicted.index_select(0, tensor(rated.Select(i => (long)i).ToArray()));
            var p = stack([.. rated.Select((i, k) => Calibrated(own[k], Of(step, i).Scale))]);
            var s = tensor(rated.Select(i => Of(step, i).Score!.Value).ToArray());
            Add(recipe.L1, () => Loss.L1(p, s));
            Add(recipe.Mse, () => Loss.Mse(p, s));
            Add(recipe.Huber, () => Loss.Huber(p, s));
            foreach (var set in rated.Select((i, k) => (Of(step, i).Scale, Index: (long)k)).GroupBy(member => member.Scale, member => member.Index).Where(set => set.Count() > 2))
            {
                var members = tensor(set.ToArray());
                Add(recipe.Plcc * set.Count() / rated.Count, () => Loss.Plcc(p.index_select(0, members), s.index_select(0, members)));
            }

            if (prediction.Distillation is { } distillation)
            {
                if (distillation.Pristine is { } taught)
                {
                    Add(recipe.Teacher, () => Loss.Mse(taught().index_select(0, tensor(rated.Select(i => (long)i).ToArray())), s));
                }

                if (distillation.Gap is { } gap)
                {
                    Add(recipe.Gap, () => gap().square());
                }

                // Elo: 400 points are odds of ten to one, and CKDN's scores are thousands of points.
                var preferred = rated.Select(i => 1 / (1 + MathF.Pow(10, (Of(step, i).Score!.Value - Of(step, distillation.Partners[i]).Score!.Value) * 1000 / 400))).ToArray();
                Add(recipe.Preference, () => Loss.Mse(distillation.Preference().index_select(0, tensor(rated.Select(i => (long)i).ToArray())), tensor(preferred)));
            }

            var pairs = Pairs(Enumerable.Range(0, rated.Count), (a, b) => Of(step, rated[a]).Scale == Of(step, rated[b]).Scale);
            if (pairs.Count > 0)
            {
                var (dp, ds) = (Difference(p, pairs), Difference(s, pairs));
                Add(recipe.Fidelity, () => Loss.Fidelity(dp, 0.5 * (1 + (ds / (2 * Deviation)).erf())));
                Add(recipe.Margin, () => Loss.Margin(dp * ds.sign(), ds.abs() / 2));
            }
        }

        var spread = Enumerable.Range(0, step.Examples.Length).Where(i => prediction.Shares is not null && Of(step, i).Ratings?.Count == prediction.Shares.shape[1]).ToArray();
        if (spread.Length > 0)
        {
            var ratings = stack([.. spread.Select(i => tensor(Of(step, i).Ratings!.ToArray()))]);
            Add(recipe.Emd, () => Loss.Emd(prediction.Shares!.index_select(0, tensor(spread.Select(i => (long)i).ToArray())), ratings));
        }

        var named = Enumerable.Range(0, step.Examples.Length).Where(i => Of(step, i).Label is not null).Select(i => (long)i).ToArray();
        if (named.Length > 0 && prediction.Shares is { } shares)
        {
            Add(recipe.CrossEntropy, () => Loss.CrossEntropy(shares.index_select(0, tensor(named)), tensor(named.Select(i => (long)Of(step, (int)i).Label!.Value).ToArray())));
        }

        var ladders = step.Lists.SelectMany(list => Pairs(Enumerable.Range(list.Start, list.Count), (a, b) => Of(step, a).Level is not null && Of(step, b).Level is not null)).ToList();
        if (ladders.Count > 0)
        {
            var better = Difference(predicted, ladders);
            Add(recipe.ListMargin, () => Loss.Margin(better, LevelDistance * tensor(ladders.Select(pair => (float)(Of(step, pair.Second).Level!.Value - Of(step, pair.First).Level!.Value)).ToArray())));
            Add(recipe.ListFidelity, () => Loss.Fidelity(better, ones_like(better)));
            var pristine = Enumerable.Range(0, step.Examples.Length).Where(i => Of(step, i).Level == 0).Select(i => (long)i).ToArray();
            if (pristine.Length > 0)
            {
                Add(recipe.Pristine, () => (PristineScore - predicted.index_select(0, tensor(pristine))).clamp_min(0).mean());
            }
        }

        return total;
    }

    public void Dispose()
    {
        foreach (var line in Calibration.Values)
        {
            line.Dispose();
        }
    }

    private Example Of(Step step, int i) => _examples[step.Examples[i]];

    private Tensor Calibrated(Tensor predicted, int scale) =>
        Calibration.TryGetValue($"calibration.{scale}", out var line) ? (predicted * line[0].exp()) + line[1] : predicted;

    private static List<(int First, int Second)> Pairs(IEnumerable<int> members, Func<int, int, bool> belong)
    {
        var all = members.ToArray();
        return [.. from a in Enumerable.Range(0, all.Length) from b in Enumerable.Range(a + 1, all.Length - a - 1) where belong(all[a], all[b]) select (all[a], all[b])];
    }

    private static Tensor Difference(Tensor values, IReadOnlyList<(int First, int Second)> pairs) =>
        values.index_select(0, tensor(pairs.Select(pair => (long)pair.First).ToArray())) - values.index_select(0, tensor(pairs.Select(pair => (long)pair.Second).ToArray()));
}
