using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using IqaSharp.Core;
using IqaSharp.Metrics.Classical;

namespace IqaSharp.Training.Data;

/// <summary>What a full-reference metric says of distorted images, where nobody was asked. Computed once, and kept on disk.</summary>
internal static class WeakScores
{
    /// <summary>The lists, each image with its score as a share of the metric's range, 1 for the best.</summary>
    /// <param name="lists">From pristine to worst.</param>
    /// <param name="metric">The metric.</param>
    /// <param name="cache">The folder of what is computed once.</param>
    /// <param name="progress">Told how many lists are scored, of how many.</param>
    public static IEnumerable<(string Photograph, IReadOnlyList<Example> Examples)> Rated(
        IReadOnlyList<(string Photograph, IReadOnlyList<Example> Examples)> lists,
        ClassicalMetric metric,
        string cache,
        Action<int, int> progress)
    {
        Directory.CreateDirectory(cache);
        var file = Path.Combine(cache, $"{metric.Name}-{Digest(lists)}.tsv");
        var known = new Dictionary<string, float>();
        foreach (var (name, score) in File.Exists(file) ? File.ReadLines(file).Select(Parse).OfType<(string Name, float Score)>() : [])
        {
            known[name] = score; // the pristine photograph is in several lists
        }

        var missing = lists.Where(list => list.Examples.Any(example => !known.ContainsKey(example.Name))).ToList();
        using (var lines = new StreamWriter(file, append: true))
        {
            var done = lists.Count - missing.Count;
            foreach (var scored in missing.AsParallel().WithMergeOptions(ParallelMergeOptions.NotBuffered).Select(list => Score(list.Examples, metric)))
            {
                foreach (var (name, score) in scored)
                {
                    known[name] = score;
                    lines.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}\t{score:R}\t."));
                }

                lines.Flush();
                progress(++done, lists.Count);
            }
        }

        return lists.Select(list => (list.Photograph, (IReadOnlyList<Example>)[.. list.Examples.Select(example => known.TryGetValue(example.Name, out var score) ? example with { Score = score } : example)]));
    }

    private static List<(string Name, float Score)> Score(IReadOnlyList<Example> list, ClassicalMetric metric)
    {
        try
        {
            using var reference = metric.PrepareReference!(list[0].Load());
            return [.. list.Select(example => (example.Name, Share(reference.Score(example.Load()), metric)))];
        }
        catch (BadInputException)
        {
            return []; // the check of all images names it
        }
    }

    private static float Share(double score, ClassicalMetric metric)
    {
        var range = metric.Range!.Value;
        var share = (score - range.Low) / (range.High - range.Low);
        return (float)Math.Clamp(metric.HigherIsBetter ? share : 1 - share, 0, 1);
    }

    // The dot tells a whole line from one that was broken off.
    private static (string Name, float Score)? Parse(string line) =>
        line.Split('\t') is [var name, var score, "."] ? (name, float.Parse(score, CultureInfo.InvariantCulture)) : null;

    private static string Digest(IEnumerable<(string Photograph, IReadOnlyList<Example> Examples)> lists)
    {
        var names = string.Join('\n', lists.SelectMany(list => list.Examples).Select(example => example.Name));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(names)))[..16];
    }
}
