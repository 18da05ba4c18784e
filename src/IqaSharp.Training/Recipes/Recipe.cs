using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace IqaSharp.Training.Recipes;

/// <summary>All that a training run is: the same recipe, data and machine give the same model.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record Recipe
{
    /// <summary>What the model will be called.</summary>
    public required string Name { get; init; }

    /// <summary>One or two sentences for the card: what it judges, what it was trained on and how.</summary>
    public string Description { get; init; } = "";

    /// <summary>Under which terms the trained weights may be used.</summary>
    public string Licence { get; init; } = "";

    /// <summary>The network's name: <c>musiq</c>.</summary>
    public required string Architecture { get; init; }

    /// <summary>The network's settings, as in a model card; what is not said is as in the paper.</summary>
    public JsonObject Network { get; init; } = [];

    /// <summary>Files whose weights the network starts with, in this order; the rest starts at random.</summary>
    public IReadOnlyList<StartWeights> Start { get; init; } = [];

    /// <summary>What the names of parameters begin with that start at zero in spite of <see cref="Start"/>: a branch whose last layer is zero is silent until it has learned what to say.</summary>
    public IReadOnlyList<string> Zero { get; init; } = [];

    /// <summary>How many blocks of the backbone, behind its stem, stay as they are and are computed once; null for none.</summary>
    public int? Frozen { get; init; }

    /// <summary>Whether the head alone learns. What it reads of each image is computed once.</summary>
    public bool HeadOnly { get; init; }

    /// <summary>Where all that is random begins.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>Draws what is distorted and restored, and what is held out, where that is to stay the same for several seeds; null for the seed itself.</summary>
    public long? DataSeed { get; init; }

    /// <summary>What is learned from.</summary>
    public required IReadOnlyList<DataRecipe> Data { get; init; }

    /// <summary>What is made small.</summary>
    public LossRecipe Loss { get; init; } = new();

    /// <summary>How, one after the other.</summary>
    public required IReadOnlyList<StageRecipe> Stages { get; init; }
}

/// <summary>Weights to start with.</summary>
/// <param name="File">A weight file, relative to the recipe.</param>
/// <param name="Prefix">What the network puts before the file's names.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record StartWeights(string File, string Prefix = "");
