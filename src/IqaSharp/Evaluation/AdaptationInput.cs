using System.Globalization;
using IqaSharp.Core;
using IqaSharp.Datasets;

namespace IqaSharp.Evaluation;

/// <summary>What a head is fitted to.</summary>
/// <param name="Embeddings">[images][width].</param>
/// <param name="Scores">[images]: the unadapted model's.</param>
/// <param name="Ratings">[images].</param>
/// <param name="Groups">[images]: the scene of each.</param>
/// <param name="Direction">[width]: where the unadapted model's score grows.</param>
internal sealed record AdaptationInput(IReadOnlyList<double[]> Embeddings, IReadOnlyList<double> Scores, IReadOnlyList<double> Ratings, IReadOnlyList<int> Groups, IReadOnlyList<double> Direction)
{
    private const int FewestRatings = 20;
    private const int FewestScenes = 5;
    private const int OuterFolds = 10;
    private const double LargestRating = 1e100; // squares stay finite

    /// <summary>Checks, before anything is computed, that a head can be fitted.</summary>
    /// <exception cref="BadInputException">It cannot.</exception>
    public static void Require(DataSet set, ScoreRange? range)
    {
        var fault = Fault(set, range);
        if (fault is not null)
        {
            throw new BadInputException(set.Name, fault);
        }
    }

    /// <summary>The scene of each image by number; an image without one is a scene of its own.</summary>
    public static int[] GroupsOf(DataSet set)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        return [.. set.Items.Select(item => item.Scene is { } scene ? $"scene {scene}" : $"image {item.Image}").Select(name => numbers.TryAdd(name, numbers.Count) ? numbers.Count - 1 : numbers[name])];
    }

    /// <summary>The head, fitted to all ratings.</summary>
    public LinearHead Fit() => Fit(Enumerable.Range(0, Ratings.Count), seed: 0);

    /// <summary>Predicts each rating from the others, and compares.</summary>
    public AdaptationReport CrossValidate(CancellationToken cancellation = default)
    {
        var folds = Folds.Of(Groups, OuterFolds, seed: 0);
        var predicted = new double[Ratings.Count];
        foreach (var fold in folds.Distinct())
        {
            cancellation.ThrowIfCancellationRequested();
            var head = Fit(Enumerable.Range(0, folds.Length).Where(i => folds[i] != fold), seed: fold + 1);
            for (var i = 0; i < folds.Length; i++)
            {
                predicted[i] = folds[i] == fold ? head.Predict(Embeddings[i]) : predicted[i];
            }
        }

        return Compare(predicted);
    }

    private LinearHead Fit(IEnumerable<int> images, int seed)
    {
        int[] members = [.. images];
        return LinearHead.Fit(Array.ConvertAll(members, i => Embeddings[i]), Array.ConvertAll(members, i => Ratings[i]), Array.ConvertAll(members, i => Groups[i]), Direction, seed);
    }

    private AdaptationReport Compare(double[] predicted)
    {
        var sign = Srcc(Scores, [.. Enumerable.Range(0, Ratings.Count)]) < 0 ? -1 : 1;
        double[] scores = [.. Scores.Select(score => sign * score)];
        var scenes = Enumerable.Range(0, Ratings.Count).GroupBy(i => Groups[i]).Select(scene => scene.ToArray()).ToArray();
        var resamples = Bootstrap.Resample(scenes.Length, new EvaluationOptions()).ConvertAll(drawn => drawn.SelectMany(scene => scenes[scene]).ToArray());
        Estimate Of(Func<int[], double> statistic) =>
            Bootstrap.Interval(statistic([.. Enumerable.Range(0, Ratings.Count)]), resamples.AsParallel().AsOrdered().Select(images => (double?)statistic(images)).ToList());
        return new AdaptationReport(
            Ratings.Count,
            scenes.Length,
            Of(images => Srcc(scores, images)),
            Of(images => Srcc(predicted, images)),
            Correlations.Plcc(predicted, Ratings) ?? 0,
            Of(images => Srcc(predicted, images) - Srcc(scores, images)));
    }

    /// <summary>0 where it is undefined: what does not vary ranks nothing.</summary>
    private double Srcc(IReadOnlyList<double> scores, int[] images) => Correlations.Srcc(Array.ConvertAll(images, i => scores[i]), Array.ConvertAll(images, i => Ratings[i])) ?? 0;

    private static string? Fault(DataSet set, ScoreRange? range)
    {
        double[] ratings = [.. set.Items.Select(item => item.Score)];
        string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
        return set.Items.GroupBy(item => item.Image).FirstOrDefault(image => image.Count() > 1) is { } twice ? $"{twice.Key} occurs {twice.Count()} times"
            : ratings.Length < FewestRatings ? $"holds {ratings.Length} rating{(ratings.Length == 1 ? "" : "s")}; a head is fitted to {FewestRatings} or more"
            : ratings.All(rating => rating == ratings[0]) ? Text($"all ratings are {ratings[0]}: there is nothing to learn")
            : ratings.Any(rating => !(Math.Abs(rating) <= LargestRating)) ? "a rating is too large"
            : range is { } scale && ratings.FirstOrDefault(rating => rating < scale.Low || rating > scale.High, double.NaN) is var outside && !double.IsNaN(outside) ? Text($"the rating {outside} is outside the scale {scale.Low}:{scale.High}")
            : GroupsOf(set).Distinct().Count() is < FewestScenes and var scenes ? $"its images show {scenes} scene{(scenes == 1 ? "" : "s")}; cross-validation needs {FewestScenes} or more"
            : set.Items.Where(item => !File.Exists(item.Image)).ToList() is [var first, .. var more] ? $"{first.Image} is not there{(more.Count > 0 ? $", nor {(more.Count == 1 ? "is 1 other" : $"are {more.Count} others")}" : "")}"
            : null;
    }
}
