using System.Text.Json;
using System.Text.Json.Serialization;
using IqaSharp.Core;

namespace IqaSharp.Models.Catalogue;

/// <summary>The models that can be downloaded: the records of <c>catalogue.json</c>.</summary>
public static class ModelCatalogue
{
    private static readonly Lazy<IReadOnlyList<CatalogueEntry>> Read = new(() =>
    {
        using var json = new StreamReader(typeof(ModelCatalogue).Assembly.GetManifestResourceStream("catalogue.json")!);
        return Parse(json.ReadToEnd());
    });

    /// <summary>All of them, those to recommend first.</summary>
    public static IReadOnlyList<CatalogueEntry> Entries => Read.Value;

    /// <summary>The one of that name, in upper or lower case; null if there is none.</summary>
    public static CatalogueEntry? Find(string name) => Entries.FirstOrDefault(entry => entry.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The records of a catalogue's text.</summary>
    /// <exception cref="BadInputException">It is not a catalogue.</exception>
    internal static IReadOnlyList<CatalogueEntry> Parse(string json)
    {
        try
        {
            var models = CompleteJson.Parse(json).Deserialize(CatalogueJson.Default.CatalogueFile)!.Models;
            return models is not null && models.All(entry => entry is not null) ? models : throw new JsonException("it lists no models");
        }
        catch (JsonException e)
        {
            throw new BadInputException("catalogue.json", $"is not a catalogue: {e.Message}", e);
        }
    }
}

/// <summary>The catalogue as its file holds it.</summary>
internal sealed record CatalogueFile(IReadOnlyList<CatalogueEntry> Models);

/// <summary>The catalogue's JSON: camelCase, words for enumerations; names that start with an underscore are for those who read the file.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, Converters = [typeof(FiniteNumber)])]
[JsonSerializable(typeof(CatalogueFile))]
[JsonSerializable(typeof(CatalogueEntry))]
internal sealed partial class CatalogueJson : JsonSerializerContext;
