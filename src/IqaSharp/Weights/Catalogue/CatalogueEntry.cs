using System.Text.Json;
using IqaSharp.Networks;

namespace IqaSharp.Weights;

/// <summary>A published checkpoint that can be downloaded and made a model.</summary>
/// <param name="Name">What the model is called once it is installed.</param>
/// <param name="Url">Where the checkpoint is.</param>
/// <param name="Architecture">The network: <c>musiq</c>, <c>ckdn</c>.</param>
/// <param name="Range">The scores that the model was trained to give.</param>
/// <param name="Description">What it was trained on.</param>
/// <param name="Licence">Under which terms it is published, as far as known.</param>
/// <param name="Correlations">Agreement with people, published or measured by others.</param>
/// <param name="Regime">What an image is held against.</param>
/// <param name="Semantics">Whose arithmetic it means, for MUSIQ.</param>
/// <param name="Size">Bytes of the checkpoint; null where only the server says.</param>
/// <param name="Sha256">The checkpoint's SHA-256 or, as file names carry it, how that begins; null where nobody published one.</param>
public sealed record CatalogueEntry(
    string Name,
    Uri Url,
    string Architecture,
    ScoreRange Range,
    string Description,
    string Licence,
    IReadOnlyList<Correlation> Correlations,
    Regime Regime = Regime.NoReference,
    MusiqSemantics? Semantics = null,
    long? Size = null,
    string? Sha256 = null)
{
    /// <summary>The entry as JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, CardJson.Default.CatalogueEntry);
}
