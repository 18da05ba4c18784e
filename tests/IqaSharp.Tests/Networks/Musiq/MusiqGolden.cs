using System.Text.Json;
using IqaSharp.Networks.Musiq;

namespace IqaSharp.Tests.Networks.Musiq;

/// <summary>What the public implementations of MUSIQ computed for one image.</summary>
/// <param name="Image">The image's path.</param>
/// <param name="Config">The network's settings.</param>
/// <param name="Expected">The numbers.</param>
internal sealed record MusiqGolden(string Image, MusiqConfig Config, JsonElement Expected)
{
    public double Score => Expected.GetProperty("score").GetDouble();

    /// <summary>The entries of a musiq.json: variants such as <c>google_10</c>, each with several images.</summary>
    /// <param name="json">The file.</param>
    /// <param name="images">The folder of its images.</param>
    public static IEnumerable<(string Variant, MusiqGolden Golden)> Read(string json, string images)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(json));
        foreach (var variant in document.RootElement.Clone().EnumerateObject().Where(p => p.Name != "note"))
        {
            var parts = variant.Name.Split('_');
            var config = new MusiqConfig
            {
                Semantics = Enum.Parse<MusiqSemantics>(parts[0], ignoreCase: true),
                Outputs = int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture),
            };
            foreach (var image in variant.Value.EnumerateObject())
            {
                yield return (variant.Name, new MusiqGolden(Path.Combine(images, image.Name), config, image.Value));
            }
        }
    }
}
