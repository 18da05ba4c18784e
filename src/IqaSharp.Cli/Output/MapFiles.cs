using IqaSharp.Core;
using IqaSharp.Imaging;
using IqaSharp.Imaging.Planes;
using IqaSharp.Metrics;
using IqaSharp.Metrics.Classical;
using IqaSharp.Metrics.Maps;

namespace IqaSharp.Cli.Output;

/// <summary>Writes maps as PNG: where images differ from their reference, and where they are good.</summary>
internal static class MapFiles
{
    private const double LeastDifference = 1e-6; // identical images are drawn in black

    /// <summary>Writes a map for each image and each metric that has one. All images of a metric are drawn on the same scale.</summary>
    /// <returns>The files, each with the meaning of its colours.</returns>
    /// <exception cref="BadInputException">A file cannot be written.</exception>
    public static IEnumerable<(string File, string Scale)> Write(string folder, IReadOnlyList<Metric> metrics, IReadOnlyList<(string Name, Image Image)> images, Image? reference)
    {
        OutputFolder.Create(folder);
        return metrics.SelectMany(metric =>
            reference is not null && ClassicalMetrics.Find(metric.Card.Name) is { Map: not null } classical ? Differences(folder, classical, images, reference)
            : metric.Card is { ReferenceKind: ReferenceKind.NoReference, Range: { } range } && metric.Card.Architecture != ClassicalMetric.Architecture ? Scores(folder, metric, range, images)
            : []);
    }

    private static IEnumerable<(string File, string Scale)> Differences(string folder, ClassicalMetric metric, IReadOnlyList<(string Name, Image Image)> images, Image reference)
    {
        var maps = images.Where(image => (image.Image.Width, image.Image.Height) == (reference.Width, reference.Height)).Select(image => (image.Name, Plane: DifferenceMap.Of(metric, reference, image.Image)!)).ToList();
        var most = maps.Select(map => map.Plane.Samples.ToArray().Max()).DefaultIfEmpty().Max();
        foreach (var (name, plane) in maps)
        {
            using (plane)
            {
                yield return (Save(folder, name, metric.Name, plane, 0, Math.Max(most, LeastDifference)), FormattableString.Invariant($"palest where it differs most, by {most:0.###}"));
            }
        }
    }

    private static IEnumerable<(string File, string Scale)> Scores(string folder, Metric metric, ScoreRange range, IReadOnlyList<(string Name, Image Image)> images)
    {
        foreach (var (name, image) in images)
        {
            using var plane = ScoreMap.Of(metric, image);
            yield return (Save(folder, name, metric.Card.Name, plane, range.Low, range.High), FormattableString.Invariant($"score of windows, dark for {range.Low}, palest for {range.High}"));
        }
    }

    private static string Save(string folder, string image, string metric, Plane plane, double low, double high)
    {
        var path = Path.Combine(folder, $"{image}-{metric}.png");
        HeatMap.Draw(plane, low, high).Save(path);
        return path;
    }
}
