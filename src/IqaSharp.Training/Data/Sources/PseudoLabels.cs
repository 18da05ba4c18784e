using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using IqaSharp.CommandLine;
using IqaSharp.Core;
using IqaSharp.Imaging;
using IqaSharp.Metrics;
using IqaSharp.Metrics.Classical;
using IqaSharp.Models;
using IqaSharp.Training.Data.Opinions;
using IqaSharp.Training.Recipes;

namespace IqaSharp.Training.Data.Sources;

/// <summary>Scores that a full-reference metric gives to images that nobody rated, computed once and kept on disk.</summary>
internal static class PseudoLabels
{
    /// <summary>The lists, each image with its score as a share of the metric's range, 1 for the best.</summary>
    /// <param name="lists">The pristine reference first.</param>
    /// <param name="ratedBy">The metric's name, or <see cref="DistortRecipe.KindOpinions"/> for the ensemble's scores calibrated by people.</param>
    /// <param name="context">Names the cache, and who receives progress.</param>
    public static IEnumerable<ExampleList> Add(IReadOnlyList<ExampleList> lists, string ratedBy, SourceContext context)
    {
        using var metric = Rater(ratedBy == DistortRecipe.KindOpinions ? "ensemble" : ratedBy, context, out var weights);
        var cache = context.Cache;
        OutputFolder.Create(cache);
        var file = Path.Combine(cache, $"{metric.Card.Name}-{Digest(lists, weights)}.tsv");
        var known = new Dictionary<string, float>();
        foreach (var (name, score) in File.Exists(file) ? File.ReadLines(file).Select(Parse).OfType<(string Name, float Score)>() : [])
        {
            known[name] = score; // the pristine photograph is in several lists
        }

        using var lines = new StreamWriter(file, append: true);
        var missing = lists.Where(list => list.Examples.Any(example => !known.ContainsKey(example.Name))).ToList();
        var done = lists.Count - missing.Count;
        try
        {
            foreach (var scored in missing.AsParallel().WithMergeOptions(ParallelMergeOptions.NotBuffered).Select(list => Score(list.Examples, metric)))
            {
                foreach (var (name, score) in scored)
                {
                    known[name] = score;
                    lines.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}\t{score:R}\t."));
                }

                lines.Flush();
                context.View.Caching($"scoring with {ratedBy}", ++done, lists.Count);
            }
        }
        catch (AggregateException e) when (e.InnerException is BadInputException refusal)
        {
            throw new BadInputException(context.RecipeFile, $"rated-by {ratedBy}: {refusal.Message}", refusal);
        }

        return lists.Select(list => list with { Examples = [.. list.Examples.Select(example => known.TryGetValue(example.Name, out var score) ? example with { Score = ratedBy == DistortRecipe.KindOpinions ? Calibrated(example, score) : score } : example)] });
    }

    private static float Calibrated(Example example, float score) =>
        example is DistortedPhotograph { Kind: { } kind } distorted ? (float)KindOpinions.Default.Label(kind, distorted.Level, score) : score;

    /// <summary>The metric that rates.</summary>
    /// <param name="name">A classical metric's name, or an installed model's, or a model file beside the recipe.</param>
    /// <param name="context">Names the recipe.</param>
    /// <param name="weights">What its scores depend on, beside its name.</param>
    /// <exception cref="BadInputException">It is no full-reference metric with a range.</exception>
    private static Metric Rater(string name, SourceContext context, out string weights)
    {
        var file = ClassicalMetrics.Find(name) is null ? RecipeModels.Find(context.RecipeFile, name) : null;
        weights = file is null ? "" : Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)));
        var metric = Metric.Load(file ?? name, new MetricOptions { Precision = Precision.Exact });
        if (metric.Card is { ReferenceKind: ReferenceKind.FullReference, Range: not null })
        {
            return metric;
        }

        metric.Dispose();
        throw new BadInputException(context.RecipeFile, $"rated-by is a full-reference metric with a range, such as ensemble or iqt-s, not '{name}'");
    }

    /// <exception cref="BadInputException">The metric refuses an image, such as one that is too small for it.</exception>
    private static List<(string Name, float Score)> Score(IReadOnlyList<Example> list, Metric metric)
    {
        List<Image> images;
        try
        {
            images = [.. list.Select(example => example.Load())];
        }
        catch (BadInputException)
        {
            return []; // the check of all images reports it
        }

        return SingleThread.Run<List<(string, float)>>(() =>
        {
            using var reference = metric.WithReference(images[0]);
            return [.. list.Zip(images, (example, image) => (example.Name, Share(reference.Score(image).Value, metric.Card)))];
        });
    }

    private static float Share(double score, ModelCard metric)
    {
        var range = metric.Range!.Value;
        var share = (score - range.Low) / (range.High - range.Low);
        return (float)Math.Clamp(metric.HigherIsBetter ? share : 1 - share, 0, 1);
    }

    // The dot marks a complete line; an interrupted write leaves one without.
    private static (string Name, float Score)? Parse(string line) =>
        line.Split('\t') is [var name, var score, "."] ? (name, float.Parse(score, CultureInfo.InvariantCulture)) : null;

    private static string Digest(IEnumerable<ExampleList> lists, string weights)
    {
        var names = weights + string.Join('\n', lists.SelectMany(list => list.Examples).Select(example => $"{example.Name}\t{example.Content}"));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(names)))[..16];
    }
}
