using System.Text.Json;
using System.Text.Json.Serialization;

namespace IqaSharp.Models.Catalogue;

/// <summary>The models that can be downloaded: the records of <c>catalogue.json</c>.</summary>
public static class ModelCatalogue
{
    private static readonly Lazy<IReadOnlyList<CatalogueEntry>> Read = new(() =>
    {
        using var json = typeof(ModelCatalogue).Assembly.GetManifestResourceStream("catalogue.json")!;
        return JsonSerializer.Deserialize(json, CatalogueJson.Default.CatalogueFile)!.Models;
    });

    /// <summary>All of them, those to recommend first.</summary>
    public static IReadOnlyList<CatalogueEntry> Entries => Read.Value;

    /// <summary>The one of that name; null if there is none.</summary>
    public static CatalogueEntry? Find(string name) => Entries.FirstOrDefault(entry => entry.Name == name);
}

/// <summary>The catalogue as its file holds it.</summary>
internal sealed record CatalogueFile(IReadOnlyList<CatalogueEntry> Models);

/// <summary>The catalogue's JSON: camelCase, words for enumerations; names that start with an underscore are for those who read the file.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CatalogueFile))]
[JsonSerializable(typeof(CatalogueEntry))]
internal sealed partial class CatalogueJson : JsonSerializerContext;
