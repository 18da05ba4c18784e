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

    /// <summary>The name of the network.</summary>
    public required string Architecture { get; init; }

    /// <summary>Which implementation's numerics the weights expect, named as in a card; null where there is only one.</summary>
    public string? Semantics { get; init; }

    /// <summary>What an image is held against.</summary>
    [JsonPropertyName("regime")]
    public ReferenceKind ReferenceKind { get; init; }

    /// <summary>Whether it gives a score or a distribution.</summary>
    public HeadKind Head { get; init; }

    /// <summary>The scores that it was trained to give.</summary>
    public required ScoreRange Range { get; init; }

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

    /// <summary>What is known of the checkpoint but not in it, for the model's card.</summary>
    /// <param name="sha256">Of the file that was loaded, so that the card tells which one it was.</param>
    internal ConversionOptions ToConversionOptions(string sha256) => new()
    {
        Name = Name,
        Settings = Semantics is null ? [] : new JsonObject { ["semantics"] = Semantics },
        Range = Range,
        Description = Description,
        Licence = Licence,
        Origin = $"{Address} (SHA-256 {sha256})",
        Correlations = Correlations,
    };
}
