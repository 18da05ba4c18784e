using System.Text.Json;

namespace IqaSharp.Weights;

/// <summary>The models that can be downloaded. Names, addresses and hashes are in catalogue.json and nowhere else.</summary>
public static class Catalogue
{
    private static readonly Lazy<IReadOnlyList<CatalogueEntry>> Loaded = new(() =>
    {
        using var stream = typeof(Catalogue).Assembly.GetManifestResourceStream("catalogue.json")!;
        return JsonSerializer.Deserialize(stream, CardJson.Default.CatalogueEntryArray)!;
    });

    /// <summary>All entries.</summary>
    public static IReadOnlyList<CatalogueEntry> Entries => Loaded.Value;

    /// <summary>The entry of a name; null where there is none.</summary>
    public static CatalogueEntry? Find(string name) => Entries.FirstOrDefault(entry => entry.Name == name);
}
