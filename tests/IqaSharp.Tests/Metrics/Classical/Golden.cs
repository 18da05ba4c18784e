using System.Globalization;
using System.Text.Json;
using IqaSharp.Imaging;

namespace IqaSharp.Tests.Metrics.Classical;

/// <summary>Pairs of images with other programs' scores.</summary>
internal static class Golden
{
    /// <summary>Scores by piq 0.8: ../shared/reference/classical.json.</summary>
    public static IEnumerable<(string Name, Image Reference, Image Distorted, double Expected)> Piq(string metric)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(Shared.Find("reference/classical.json")));
        foreach (var pair in json.RootElement.EnumerateObject().Where(property => property.Value.ValueKind == JsonValueKind.Object))
        {
            var names = pair.Name.Split('|');
            yield return (names[0], Image.Load(Shared.Find($"reference/images/{names[1]}")), Image.Load(Shared.Find($"reference/images/{names[0]}")), pair.Value.GetProperty(metric).GetDouble());
        }
    }

    /// <summary>Scores by the authors' programs: ../shared/reference/tid2013-pairs/published.csv.</summary>
    public static IEnumerable<(string Name, Image Reference, Image Distorted, double Expected)> Published(string metric)
    {
        var rows = File.ReadLines(Shared.Find("reference/tid2013-pairs/published.csv")).Select(line => line.Split(',')).ToList();
        var row = rows.Single(cells => cells[0] == metric);
        for (var i = 1; i < row.Length; i++)
        {
            var name = rows[0][i];
            yield return (
                name,
                Image.Load(Shared.Find($"reference/tid2013-pairs/reference/{name}")),
                Image.Load(Shared.Find($"reference/tid2013-pairs/distorted/{name}")),
                double.Parse(row[i], CultureInfo.InvariantCulture));
        }
    }
}
