using System.Globalization;
using IqaSharp.Core;
using IqaSharp.Networks;

namespace IqaSharp.Metrics;

/// <summary>A score, and what it comes from.</summary>
/// <param name="Score">The score.</param>
/// <param name="Damage">The kinds of damage that the model sees, the likeliest first: as many as it takes to explain most of what it sees, and at most three.
/// Their names are those of <c>docs/maps.md</c>; <c>none</c> is one of them. Empty for a model without an explainer.</param>
/// <param name="Map">Where the image is good and where it is bad; null for a metric whose own computation does not say it: <see cref="Metric.Map(Imaging.Image, CancellationToken)"/> scores windows then.</param>
/// <param name="Place">Where it is worst, such as <c>upper left</c>; null where no place stands out.</param>
/// <param name="Standing">The percentage of the images that the model has learned from with a worse score; null where the model does not know.</param>
public sealed record Explanation(QualityScore Score, IReadOnlyList<Label> Damage, QualityMap? Map, string? Place, double? Standing) : IDisposable
{
    /// <summary>A kind of damage that is less likely is listed, but not claimed.</summary>
    private const double SureEnough = 0.4;

    private static readonly Dictionary<string, string> Words = new()
    {
        ["none"] = "no damage that the model knows of",
        ["blur"] = "blurred",
        ["noise"] = "noisy",
        ["compression"] = "compressed too far",
        ["smoothing"] = "smoothed too far",
        ["pixelation"] = "pixelated",
        ["colours"] = "wrong in its colours",
        ["banding"] = "banded",
        ["exposure"] = "too bright or too dark",
        ["contrast"] = "low in contrast",
        ["sharpening"] = "sharpened too far",
        ["cover"] = "covered or displaced in parts",
        ["transmission"] = "damaged in transmission",
        ["moire"] = "covered with moiré",
        ["inversion"] = "inverted in its tones",
    };

    /// <summary>What is wrong, where, and how the image compares with others, in one sentence; empty where nothing is known.</summary>
    public string Sentence
    {
        get
        {
            var damage = Damage.Count == 0 ? null : Damage[0].Probability < SureEnough ? "no damage that stands out" : Words.GetValueOrDefault(Damage[0].Name, Damage[0].Name);
            var at = Place == "middle" ? "in the" : "at the";
            var place = Place is null ? null : damage is null ? $"worst {at} {Place}" : $"above all {at} {Place}";
            string[] parts = [.. new[] { damage, place }.OfType<string>()];
            string?[] clauses =
            [
                parts.Length > 0 ? string.Join(", ", parts) : null,
                Standing is { } standing ? string.Create(CultureInfo.InvariantCulture, $"better than {standing:0} % of the images that the model learned from") : null,
            ];
            var sentence = string.Join("; ", clauses.OfType<string>());
            return sentence.Length == 0 ? "" : $"{char.ToUpperInvariant(sentence[0])}{sentence[1..]}.";
        }
    }

    /// <summary>Returns the map's memory.</summary>
    public void Dispose() => Map?.Dispose();
}
