using IqaSharp.Distortions;
using IqaSharp.Metrics.NoReference;

namespace IqaSharp.Training.Data.Opinions;

/// <summary>Relates published opinions to the ensemble's scores of distorted photographs.</summary>
internal static class KindOpinionsFit
{
    private const double Worst = 1;
    private const double Clean = 4.62; // the best published mean: a level that changes nothing
    private const int Smoothing = 3; // quantiles on either side that a point of the scale averages

    /// <param name="opinions">By kind, mean and deviation of the opinions at each level.</param>
    /// <param name="images">Distorted photographs with the ensemble's scores.</param>
    /// <param name="command">The command that repeats the fit.</param>
    /// <param name="data">A description of the photographs.</param>
    public static KindOpinions Fit(IReadOnlyDictionary<string, IReadOnlyList<(double Mean, double Deviation)>> opinions, IReadOnlyList<DistortedPhotograph> images, string command, string data)
    {
        var cells = images.Where(image => image.Kind is { } kind && opinions.ContainsKey(kind)).GroupBy(image => (Kind: image.Kind!, image.Level), image => (double)image.Score!.Value).ToDictionary(cell => cell.Key, Moments);
        var kinds = opinions
            .Where(kind => Enumerable.Range(1, Distortion.HighestLevel).All(level => cells.ContainsKey((kind.Key, level))))
            .ToDictionary(kind => kind.Key, kind => (IReadOnlyList<LevelOpinion>)[.. kind.Value.Select((people, i) => Level(people, cells[(kind.Key, i + 1)]))]);
        var settings = new Dictionary<string, string> { ["kinds"] = string.Join(' ', kinds.Keys) };
        return new KindOpinions(new FitRecipe(command, data, images.Count, settings), Scale([.. kinds.Values.SelectMany(levels => levels)]), kinds);
    }

    private static LevelOpinion Level((double Mean, double Deviation) people, (double Mean, double Deviation) ensemble) =>
        new(Rounded(people.Mean), Rounded(people.Deviation), Rounded(ensemble.Mean), Rounded(ensemble.Deviation));

    /// <summary>The opinion and the ensemble's score that equally many kinds and levels lie below.</summary>
    private static List<ScalePoint> Scale(IReadOnlyList<LevelOpinion> levels)
    {
        double[] opinions = [.. levels.Select(level => level.Mean).Order()];
        double[] scores = [.. levels.Select(level => level.Ensemble).Order()];
        var scale = new List<ScalePoint> { new(Worst, 0) };
        for (var i = Smoothing; i + Smoothing < opinions.Length; i += Smoothing)
        {
            var near = (i - Smoothing)..(i + Smoothing + 1);
            scale.Add(new ScalePoint(Rounded(opinions[near].Average()), Rounded(scores[near].Average())));
        }

        scale.Add(new ScalePoint(Clean, 1));
        return scale;
    }

    private static (double Mean, double Deviation) Moments(IEnumerable<double> scores)
    {
        double[] values = [.. scores];
        var mean = values.Average();
        return (mean, Math.Max(1e-4, Math.Sqrt(values.Average(value => (value - mean) * (value - mean)))));
    }

    private static double Rounded(double value) => Math.Round(value, 4);
}
