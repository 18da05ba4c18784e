using System.Text.Json.Serialization;
using IqaSharp.Datasets;

namespace IqaSharp.Training.Recipes;

/// <summary>Triples: a pristine photograph, a degraded version of it, and restorations of that.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record RestoreRecipe
{
    /// <summary>Folders of pristine photographs, below <c>IQA_DATA</c> where they are relative.</summary>
    public required IReadOnlyList<string> Photographs { get; init; }

    /// <summary>Kinds of degradation that are drawn from; empty for all (docs/training.md lists them).</summary>
    public IReadOnlyList<string> Kinds { get; init; } = [];

    /// <summary>How many degraded versions of each photograph there are, drawn by the seed.</summary>
    public int Degraded { get; init; } = 3;

    /// <summary>How many restorations of each there are, drawn from the methods that fit.</summary>
    public int Restored { get; init; } = 4;

    /// <summary>The full-reference metric that says how good a restoration is, held against the pristine photograph.</summary>
    public string RatedBy { get; init; } = "ensemble";

    /// <summary>What CKDN is shown as its reference while it learns.</summary>
    public ReferenceImage Reference { get; init; }

    /// <summary>What it is shown when it is validated; null for the same.</summary>
    public ReferenceImage? ValidationReference { get; init; }

    /// <summary>Longer sides are reduced to this many pixels first.</summary>
    public int Side { get; init; } = 512;
}
