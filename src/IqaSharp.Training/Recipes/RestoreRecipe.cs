using System.Text.Json.Serialization;
using IqaSharp.Datasets;

namespace IqaSharp.Training.Recipes;

/// <summary>Triples: a pristine photograph, a degraded version of it, and restorations of that.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record RestoreRecipe
{
    /// <summary>Folders of pristine photographs, below <c>IQA_DATA</c> where they are relative.</summary>
    public required IReadOnlyList<string> Photographs { get; init; }

    /// <summary>Kinds of degradation to draw from; empty for all (docs/training.md lists them).</summary>
    public IReadOnlyList<string> Kinds { get; init; } = [];

    /// <summary>How many degraded versions of each photograph, drawn by the seed.</summary>
    public int Degraded { get; init; } = 3;

    /// <summary>How many restorations of each degraded version, drawn from the methods meant for its damage.</summary>
    public int Restored { get; init; } = 4;

    /// <summary>The full-reference metric that rates each restoration against the pristine photograph.</summary>
    public string RatedBy { get; init; } = "ensemble";

    /// <summary>The reference that CKDN gets in training.</summary>
    public ReferenceImage Reference { get; init; }

    /// <summary>The reference that it gets in validation; null for the same.</summary>
    public ReferenceImage? ValidationReference { get; init; }

    /// <summary>Photographs with a longer side are first reduced to this many pixels.</summary>
    public int Side { get; init; } = 512;
}
