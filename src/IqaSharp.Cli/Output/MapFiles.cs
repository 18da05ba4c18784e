using System.Globalization;
using IqaSharp.Core;
using IqaSharp.Imaging;
using IqaSharp.Imaging.Planes;
using IqaSharp.Metrics;
using IqaSharp.Metrics.Classical;
using IqaSharp.Metrics.Maps;

namespace IqaSharp.Cli.Output;

/// <summary>Writes maps as PNG: where images differ from their reference, and where they are good. For each map a file with its legend and one over the image, and for each image a sheet with all of them.</summary>
/// <param name="folder">Where to.</param>
/// <param name="metrics">The metrics; those without a map are passed over.</param>
/// <param name="images">The images, each with a name for its files.</param>
/// <param name="reference">What they are compared with; null for none.</param>
internal sealed class MapFiles(string folder, IReadOnlyList<Metric> metrics, IReadOnlyList<(string Name, Image Image)> images, Image? reference)
{
    private const double LeastDifference = 1e-6; // identical images are drawn in black

    private readonly Dictionary<string, List<(string Title, Image Image)>> _sheets = [];

    /// <returns>The files, each with what it shows.</returns>
    /// <exception cref="BadInputException">A file cannot be written.</exception>
    public IEnumerable<(string File, string Content)> Write()
    {
        OutputFolder.Create(folder);
        foreach (var (name, image) in images)
        {
            _sheets[name] = [(name, image), .. reference is null ? Array.Empty<(string, Image)>() : [("reference", reference)]];
        }

        foreach (var metric in metrics)
        {
            foreach (var written in reference is not null && ClassicalMetrics.Find(metric.Card.Name) is { Map: not null } classical ? Differences(classical, reference)
                : metric.Card is { ReferenceKind: ReferenceKind.NoReference, Range: { } range } && metric.Card.Architecture != ClassicalMetric.Architecture ? Scores(metric, range)
                : [])
            {
                yield return written;
            }
        }

        foreach (var (name, tiles) in _sheets)
        {
            yield return (Save($"{name}-maps.png", ContactSheet.Of(tiles)), "all of them side by side");
        }
    }

    /// <summary>All images of a metric are drawn on the same scale.</summary>
    private IEnumerable<(string File, string Content)> Differences(ClassicalMetric metric, Image original)
    {
        var maps = images.Where(image => (image.Image.Width, image.Image.Height) == (original.Width, original.Height)).Select(image => (image.Name, image.Image, Plane: DifferenceMap.Of(metric, original, image.Image)!)).ToList();
        var most = Math.Max(maps.Select(map => map.Plane.Samples.ToArray().Max()).DefaultIfEmpty().Max(), LeastDifference);
        foreach (var (name, image, plane) in maps)
        {
            using (plane)
            {
                yield return Draw(name, metric.Name, image, plane, 0, most, $"{metric.Name}: difference from the reference, palest where it is largest");
            }
        }
    }

    private IEnumerable<(string File, string Content)> Scores(Metric metric, ScoreRange range)
    {
        foreach (var (name, image) in images)
        {
            using var plane = ScoreMap.Of(metric, image);
            yield return Draw(name, metric.Card.Name, image, plane, range.Low, range.High, $"{metric.Card.Name}: score of windows, {(metric.Card.HigherIsBetter ? "palest where it is best" : "darkest where it is best")}");
        }
    }

    private (string File, string Content) Draw(string name, string metric, Image image, Plane plane, double low, double high, string title)
    {
        var overlay = HeatMap.Overlay(image, plane, low, high);
        _sheets[name].Add((metric, overlay));
        Save($"{name}-{metric}-overlay.png", MapLegend.Below(overlay, low, high, title));
        return (Save($"{name}-{metric}.png", MapLegend.Below(HeatMap.Draw(plane, low, high, image.Width, image.Height), low, high, title)),
            string.Create(CultureInfo.InvariantCulture, $"{title[(metric.Length + 2)..]}; {low:0.###} to {high:0.###}"));
    }

    private string Save(string file, Image drawing)
    {
        var path = Path.Combine(folder, file);
        drawing.Save(path);
        return path;
    }
}
