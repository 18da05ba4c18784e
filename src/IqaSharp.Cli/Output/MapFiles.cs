using System.Globalization;
using IqaSharp.CommandLine;
using IqaSharp.Core;
using IqaSharp.Imaging;
using IqaSharp.Metrics;
using IqaSharp.Metrics.Classical;
using IqaSharp.Metrics.Maps;
using IqaSharp.Networks;

namespace IqaSharp.Cli.Output;

/// <summary>Writes maps as PNG: where images differ from their reference, or where they are good. All images of a metric are drawn on one scale. For each map a file with its legend and one over the image, and for each image a sheet with all of them.</summary>
/// <param name="folder">Where to.</param>
/// <param name="metrics">The metrics; those without a map are passed over.</param>
/// <param name="images">The images, each with a name for its files.</param>
/// <param name="reference">What they are compared with; null for none.</param>
internal sealed class MapFiles(string folder, IReadOnlyList<Metric> metrics, IReadOnlyList<(string Name, Image Image)> images, Image? reference)
{
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

        foreach (var metric in metrics.Where(metric => metric.Card is not { ReferenceKind: ReferenceKind.NoReference, Architecture: ClassicalMetric.Architecture }))
        {
            var maps = images.Select(image => (image.Name, image.Image, Map: MapOf(metric, image.Image))).Where(image => image.Map is not null).ToList();
            var range = maps.Count > 0 ? new ScoreRange(maps.Min(each => each.Map!.Range.Low), maps.Max(each => each.Map!.Range.High)) : default;
            foreach (var (name, image, map) in maps)
            {
                using (map)
                {
                    yield return Draw(name, metric.Card.Name, image, map! with { Range = range });
                }
            }
        }

        foreach (var (name, tiles) in _sheets)
        {
            yield return (Save($"{name}-maps.png", ContactSheet.Of(tiles)), "all of them side by side");
        }
    }

    /// <summary>Null for a metric without a map, and for an image that it cannot compare with the reference.</summary>
    private QualityMap? MapOf(Metric metric, Image image)
    {
        try
        {
            return metric.Card.ReferenceKind == ReferenceKind.NoReference ? metric.Map(image) : metric.Map(image, reference!);
        }
        catch (BadInputException)
        {
            return null;
        }
    }

    private (string File, string Content) Draw(string name, string metric, Image image, QualityMap map)
    {
        var overlay = HeatMap.Overlay(image, map.Values, map.Range.Low, map.Range.High);
        _sheets[name].Add((metric, overlay));
        var title = MapPicture.Title(map);
        Save($"{name}-{metric}-overlay.png", MapLegend.Below(overlay, map.Range.Low, map.Range.High, $"{metric}: {title}"));
        return (Save($"{name}-{metric}.png", MapLegend.Below(HeatMap.Draw(map.Values, map.Range.Low, map.Range.High, image.Width, image.Height), map.Range.Low, map.Range.High, $"{metric}: {title}")),
            string.Create(CultureInfo.InvariantCulture, $"{title}; {map.Range.Low:0.###} to {map.Range.High:0.###}"));
    }

    private string Save(string file, Image drawing)
    {
        var path = Path.Combine(folder, file);
        drawing.Save(path);
        return path;
    }
}
