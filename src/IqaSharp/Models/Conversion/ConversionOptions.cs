using System.Text.Json.Nodes;
using IqaSharp.Core;

namespace IqaSharp.Models.Conversion;

/// <summary>What a checkpoint does not tell. Null: as its names, shapes or card tell.</summary>
public sealed record ConversionOptions
{
    /// <summary>The model's name; null for the output file's.</summary>
    public string? Name { get; init; }

    /// <summary>Settings of the network that the checkpoint does not tell, or tells otherwise, named as in a card: <c>{"heads": 4}</c>.
    /// Those that the network does not have are ignored.</summary>
    public JsonObject Settings { get; init; } = [];

    /// <summary>The scores that the model was trained to give.</summary>
    public ScoreRange? Range { get; init; }

    /// <summary>The file of the backbone's weights, where the checkpoint does not hold them.</summary>
    public string? Backbone { get; init; }

    /// <summary>Whether the weights are stored in half precision, at half the size.</summary>
    public bool Half { get; init; }

    /// <summary>Whether the weights were trained; false for placeholders.</summary>
    public bool Trained { get; init; } = true;

    /// <summary>One or two sentences on the model.</summary>
    public string? Description { get; init; }

    /// <summary>Under which terms the weights may be used.</summary>
    public string? Licence { get; init; }

    /// <summary>Where the weights come from; null for the checkpoint's file name.</summary>
    public string? Origin { get; init; }

    /// <summary>Measured agreement with people.</summary>
    public IReadOnlyList<Correlation> Correlations { get; init; } = [];
}
