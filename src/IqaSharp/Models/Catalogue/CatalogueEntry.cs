using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using IqaSharp.Core;
using IqaSharp.Models.Conversion;

namespace IqaSharp.Models.Catalogue;

/// <summary>A published checkpoint that <c>iqa models pull</c> downloads and converts.</summary>
public sealed record CatalogueEntry
{
    /// <summary>The model's name once it is installed.</summary>
    public required string Name { get; init; }

    /// <summary>Where the checkpoint is published.</summary>
    public required Uri Address { get; init; }

    /// <summary>The checkpoint's size in bytes where it is known exactly: another size is refused.</summary>
    public long? Bytes { get; init; }

    /// <summary>About how many bytes there are to download, for people; null where that is unknown.</summary>
    public long? ApproximateBytes { get => Bytes ?? field; init; }

    /// <summary>The checkpoint's SHA-256 in lower-case hexadecimal, or the first digits of it that its file name carries; null where none is published.</summary>
    public string? Sha256 { get; init; }

    /// <summary>The backbone's file, where the checkpoint does not hold its weights; null where it does.</summary>
    public PublishedFile? Backbone { get; init; }

    /// <summary>The name of the network.</summary>
    public required string Architecture { get; init; }

    /// <summary>Which implementation's numerics the weights expect, named as in a card; null where there is only one.</summary>
    public string? Semantics { get; init; }

    /// <summary>Settings of the network, named as in a card, that are not the usual ones; null where there are none.</summary>
    public JsonObject? Settings { get; init; }

    /// <summary>What an image is held against.</summary>
    [JsonPropertyName("regime")]
    public ReferenceKind ReferenceKind { get; init; }

    /// <summary>Whether it gives a score or a distribution.</summary>
    public HeadKind Head { get; init; }

    /// <summary>The scores that it was trained to give; null where they have no upper bound.</summary>
    public ScoreRange? Range { get; init; }

    /// <summary>What it judges and what it was trained on.</summary>
    public required string Description { get; init; }

    /// <summary>The paper, as one would cite it in a line.</summary>
    public required string Paper { get; init; }

    /// <summary>Under which terms the weights may be used, as far as known.</summary>
    public required string Licence { get; init; }

    /// <summary>Published or independently measured agreement with people.</summary>
    public IReadOnlyList<Correlation> Correlations { get; init; } = [];

    /// <summary>The checkpoint's file name.</summary>
    [JsonIgnore]
    public string File => Path.GetFileName(Address.AbsolutePath);

    /// <summary>The entry as JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, CatalogueJson.Default.CatalogueEntry);

    /// <summary>All files that are downloaded: the checkpoint, then the backbone.</summary>
    [JsonIgnore]
    public IReadOnlyList<PublishedFile> Files =>
        [new PublishedFile { Address = Address, Bytes = Bytes, ApproximateBytes = ApproximateBytes, Sha256 = Sha256 }, .. Backbone is null ? [] : new[] { Backbone }];

    /// <summary>About how many bytes all of them have; null where that is unknown.</summary>
    [JsonIgnore]
    public long? DownloadBytes => Files.Aggregate((long?)0, (sum, file) => sum + file.ApproximateBytes);

    /// <summary>What is known of the checkpoint but not in it, for the model's card.</summary>
    /// <param name="hashes">The SHA-256 of each of the files that were loaded, so that the card tells which ones they were.</param>
    internal ConversionOptions ToConversionOptions(IEnumerable<string> hashes) => new()
    {
        Name = Name,
        Settings = new JsonObject([.. (Settings ?? []).Select(setting => KeyValuePair.Create(setting.Key, setting.Value?.DeepClone())), .. Semantics is null ? [] : new[] { KeyValuePair.Create("semantics", (JsonNode?)Semantics) }]),
        Range = Range,
        Description = Description,
        Licence = Licence,
        Origin = string.Join(", on ", Files.Zip(hashes, (file, sha256) => $"{file.Address} (SHA-256 {sha256})")),
        Correlations = Correlations,
    };
}
