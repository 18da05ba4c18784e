using System.Diagnostics;
using IqaSharp.Core;
using IqaSharp.Imaging;
using IqaSharp.Metrics;

namespace IqaSharp.Evaluation;

/// <summary>What a score costs, in a process of its own.</summary>
/// <param name="SecondsPerMegapixel">The median time of a score of a decoded image, or of an image and its reference, divided by its megapixels.</param>
/// <param name="PeakBytes">The most memory that the whole process has held.</param>
public sealed record ScoringCost(double SecondsPerMegapixel, long PeakBytes)
{
    private const int FewestRuns = 3;
    private const int MostRuns = 15;
    private static readonly TimeSpan Enough = TimeSpan.FromSeconds(3);

    /// <summary>Scores an image until the time is known; the first score, which warms up, does not count.</summary>
    /// <param name="metric">An installed model, a model file, or a classical metric.</param>
    /// <param name="image">The image.</param>
    /// <param name="reference">Its reference, of the same size, for metrics that take one.</param>
    /// <exception cref="BadInputException">There is no such metric, or it cannot score the image.</exception>
    public static ScoringCost Measure(string metric, Image image, Image reference)
    {
        ArgumentNullException.ThrowIfNull(image);
        using var loaded = Metric.Load(metric);
        void Score() => _ = loaded.Card.ReferenceKind == ReferenceKind.NoReference ? loaded.Score(image) : loaded.Score(image, reference);
        Score();
        var times = new List<double>();
        var clock = Stopwatch.StartNew();
        while (times.Count < FewestRuns || (times.Count < MostRuns && clock.Elapsed < Enough))
        {
            var start = Stopwatch.GetTimestamp();
            Score();
            times.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        times.Sort();
        using var process = Process.GetCurrentProcess();
        return new ScoringCost(times[times.Count / 2] / (image.Width * (double)image.Height / 1e6), process.PeakWorkingSet64);
    }
}
