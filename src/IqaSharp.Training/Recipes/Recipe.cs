using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace IqaSharp.Training.Recipes;

/// <summary>Everything that defines a training run: the same recipe, data and machine give the same model.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record Recipe
{
    /// <summary>The model's name.</summary>
    public required string Name { get; init; }

    /// <summary>One or two sentences for the card: what the model judges, what it was trained on and how.</summary>
    public string Description { get; init; } = "";

    /// <summary>The licence of the trained weights.</summary>
    public string Licence { get; init; } = "";

    /// <summary>The network's name, such as <c>musiq</c>.</summary>
    public required string Architecture { get; init; }

    /// <summary>The network's settings, as in a model card; the rest are the paper's.</summary>
    public JsonObject Network { get; init; } = [];

    /// <summary>Files whose weights the network starts with, in this order; all other parameters start at random.</summary>
    public IReadOnlyList<StartWeights> Start { get; init; } = [];

    /// <summary>Prefixes of parameters that start at zero despite <see cref="Start"/>: a branch whose last layer is zero contributes nothing at first.</summary>
    public IReadOnlyList<string> Zero { get; init; } = [];

    /// <summary>How many blocks of the backbone after its stem are frozen, and their output computed once; null freezes nothing, not even the stem.</summary>
    public int? Frozen { get; init; }

    /// <summary>Whether only the head learns. Its input for each image is computed once.</summary>
    public bool HeadOnly { get; init; }

    /// <summary>Seed of everything random.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>Seed of distortions, restorations and the held-out split, to keep those the same over several seeds; null for <see cref="Seed"/>.</summary>
    public long? DataSeed { get; init; }

    /// <summary>The sources of images.</summary>
    public required IReadOnlyList<DataRecipe> Data { get; init; }

    /// <summary>Loss terms and their weights.</summary>
    public LossRecipe Loss { get; init; } = new();

    /// <summary>The stages of training, in order.</summary>
    public required IReadOnlyList<StageRecipe> Stages { get; init; }
}

/// <summary>Initial weights.</summary>
/// <param name="File">A weight file, relative to the recipe, or the name of an installed model.</param>
/// <param name="Prefix">Prepended to the parameter names in the file.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record StartWeights(string File, string Prefix = "");
