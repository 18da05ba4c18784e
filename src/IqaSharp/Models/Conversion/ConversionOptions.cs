using IqaSharp.Core;
using IqaSharp.Networks.Musiq;

namespace IqaSharp.Models.Conversion;

/// <summary>What a checkpoint does not say of itself. Null: as its names, shapes or card tell.</summary>
public sealed record ConversionOptions
{
    /// <summary>The model's name; null for the output file's.</summary>
    public string? Name { get; init; }

    /// <summary>Whose arithmetic the weights mean; null for Google's where the names are Flax's, else the PyTorch port's.</summary>
    public MusiqSemantics? Semantics { get; init; }

    /// <summary>The scores that the model was trained to give.</summary>
    public ScoreRange? Range { get; init; }

    /// <summary>The longer sides of the resized scales.</summary>
    public IReadOnlyList<int>? Scales { get; init; }

    /// <summary>Whether the image at its own size is a scale.</summary>
    public bool? Native { get; init; }

    /// <summary>Attention heads.</summary>
    public int? Heads { get; init; }

    /// <summary>The file of the backbone's weights, where the checkpoint holds the transformer alone: IQT.</summary>
    public string? Backbone { get; init; }

    /// <summary>Whether IQT's decoder masks what comes later; null for yes, as the port does that public checkpoints are of.</summary>
    public bool? CausalDecoder { get; init; }

    /// <summary>Whether the weights are stored in half precision, at half the size.</summary>
    public bool Half { get; init; }

    /// <summary>Whether anybody trained the weights.</summary>
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
