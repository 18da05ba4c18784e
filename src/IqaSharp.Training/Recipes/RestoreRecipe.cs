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

    /// <summary>Networks that restore, besides the methods of <c>iqa restore --list</c>: those that enlarge are drawn for inputs that were reduced by their scale, the others for all other damage.</summary>
    public IReadOnlyList<RestorerFile> Models { get; init; } = [];

    /// <summary>How many unfaithful versions of each degraded version's restorations, drawn from <c>blend</c>, <c>borrowed-texture</c>, <c>warp</c>, <c>recolour</c> and <c>smear</c> (docs/training.md).</summary>
    public int Altered { get; init; }

    /// <summary>How many versions of each degraded version's restorations that come nearer the original than any method does: mixed with it.</summary>
    public int Recovered { get; init; }

    /// <summary>Methods, models and alterations to draw from; empty for all.</summary>
    public IReadOnlyList<string> Methods { get; init; } = [];

    /// <summary>Methods, models and alterations to leave out.</summary>
    public IReadOnlyList<string> Except { get; init; } = [];

    /// <summary>The full-reference metric that rates each restoration against the pristine photograph: a classical one, or a model by name or file.</summary>
    public string RatedBy { get; init; } = "ensemble";

    /// <summary>The reference that CKDN gets in training.</summary>
    public ReferenceImage Reference { get; init; }

    /// <summary>The reference that it gets in validation; null for the same.</summary>
    public ReferenceImage? ValidationReference { get; init; }

    /// <summary>Photographs with a longer side are first reduced to this many pixels.</summary>
    public int Side { get; init; } = 512;
}

/// <summary>A network that restores.</summary>
/// <param name="Name">What the recipe calls it.</param>
/// <param name="File">An ONNX file or the model.json of a layers model of TensorFlow.js, below <c>IQA_DATA</c> where it is relative.</param>
/// <param name="Black">The value of black.</param>
/// <param name="White">The value of white.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record RestorerFile(string Name, string File, double Black = 0, double White = 1);
