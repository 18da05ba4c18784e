using IqaSharp.Core;
using IqaSharp.Imaging;
using IqaSharp.Metrics;
using IqaSharp.Metrics.Classical;

namespace IqaSharp.Cli.Comparing;

/// <summary>Writes where images differ from their reference, and where they are good.</summary>
internal static class Maps
{
    /// <summary>A PNG for each image and each metric that has a map; the images of one metric share their scale.</summary>
    /// <returns>The files, each with what its palest colour means.</returns>
    /// <exception cref="BadInputException">The folder cannot be written.</exception>
    public static IEnumerable<(string File, string Scale)> Write(string folder, IReadOnlyList<Metric> metrics, IReadOnlyList<(string Name, Image Image)> images, Image? reference)
    {
        Directory.CreateDirectory(folder);
        foreach (var metric in metrics)
        {
            if (reference is not null && ClassicalMetrics.Find(metric.Card.Name)?.Map is { } map)
            {
                var planes = images.Where(image => (image.Image.Width, image.Image.Height) == (reference.Width, reference.Height)).Select(image => (image.Name, Plane: map(reference, image.Image))).ToList();
                var most = planes.Select(image => image.Plane.Samples.ToArray().Max(value => 1 - value)).DefaultIfEmpty().Max();
                foreach (var (name, plane) in planes)
                {
                    using (plane)
                    {
                        var path = Path.Combine(folder, $"{name}-{metric.Card.Name}.png");
                        HeatMap.Draw([.. plane.Samples.ToArray().Select(value => 1 - value)], plane.Width, Math.Max(most, 1e-6)).Save(path);
                        yield return (path, FormattableString.Invariant($"palest where it differs most, by {most:0.###}"));
                    }
                }
            }
            else if (metric.Card is { ReferenceKind: ReferenceKind.NoReference, Range: { } range } && metric.Card.Architecture != ClassicalMetric.Architecture)
            {
                foreach (var (name, image) in images)
                {
                    var path = Path.Combine(folder, $"{name}-{metric.Card.Name}.png");
                    HeatMap.Draw([.. ScoreMap.Of(metric, image).Select(score => (float)(score - range.Low))], image.Width, range.High - range.Low).Save(path);
                    yield return (path, FormattableString.Invariant($"score of windows, dark for {range.Low}, palest for {range.High}"));
                }
            }
        }
    }
}
