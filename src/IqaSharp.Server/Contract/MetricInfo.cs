using IqaSharp.Core;
using IqaSharp.Models;

namespace IqaSharp.Server.Contract;

/// <summary>A metric that is served.</summary>
/// <param name="Name">The name to ask for it by.</param>
/// <param name="Model">The model's own name.</param>
/// <param name="Reference">What images are compared with: none, pristine or degraded.</param>
/// <param name="Low">The lowest score; null where there is none.</param>
/// <param name="High">The highest score.</param>
/// <param name="HigherIsBetter">Whether a larger score is a better image.</param>
/// <param name="Trained">False for a placeholder, whose scores mean nothing.</param>
/// <param name="Description">What it judges.</param>
/// <param name="Paper">The paper.</param>
/// <param name="Licence">The terms of its weights.</param>
internal sealed record MetricInfo(
    string Name,
    string Model,
    string Reference,
    double? Low,
    double? High,
    bool HigherIsBetter,
    bool Trained,
    string? Description,
    string? Paper,
    string? Licence)
{
    public static MetricInfo Of(string name, ModelCard card) => new(
        name,
        card.Name,
        card.ReferenceKind switch { ReferenceKind.FullReference => "pristine", ReferenceKind.DegradedReference => "degraded", _ => "none" },
        Finite(card.Range?.Low),
        Finite(card.Range?.High),
        card.HigherIsBetter,
        card.Trained,
        card.Description,
        card.Paper,
        card.Licence);

    // JSON has no infinity.
    private static double? Finite(double? number) => number is { } n && double.IsFinite(n) ? n : null;
}
