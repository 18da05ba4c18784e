using System.Text.Json.Serialization;

namespace IqaSharp.Networks;

/// <summary>The settings of one MUSIQ network. The defaults are the paper's.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record MusiqConfig : NetworkConfig
{
    /// <summary>Side of a patch in pixels.</summary>
    public const int Patch = 32;

    /// <summary>Width of a token.</summary>
    public int Hidden { get; init; } = 384;

    /// <summary>Width inside the feed-forward part.</summary>
    public int MlpDim { get; init; } = 1152;

    /// <summary>Attention heads; they divide <see cref="Hidden"/>.</summary>
    public int Heads { get; init; } = 6;

    /// <summary>Encoder blocks.</summary>
    public int Layers { get; init; } = 14;

    /// <summary>Side G of the grid that patch positions hash to (section 3.3).</summary>
    public int Grid { get; init; } = 10;

    /// <summary>The longer sides in pixels of the resized scales, in the order of their scale embeddings.</summary>
    public IReadOnlyList<int> Scales { get; init; } = [224, 384];

    /// <summary>Whether the image at its own size follows the resized scales.</summary>
    public bool Native { get; init; } = true;

    /// <summary>1 for a score, 10 for the distribution of ratings from 1 to 10 (AVA).</summary>
    public int Outputs { get; init; } = 1;

    /// <summary>Whose arithmetic the weights mean.</summary>
    public MusiqSemantics Semantics { get; init; }

    /// <summary>How many scale embeddings there are.</summary>
    [JsonIgnore]
    public int ScaleCount => Scales.Count + (Native ? 1 : 0);

    /// <summary>Whether the head gives a distribution of ratings instead of a score.</summary>
    [JsonIgnore]
    public bool IsDistribution => Outputs > 1;

    /// <inheritdoc/>
    public override IReadOnlyList<ParameterSpec> Parameters() => ParameterList.Of(net => Musiq.Score(net, net, net, net, this));

    /// <inheritdoc/>
    public override void Validate()
    {
        Require(Hidden is >= 1 and <= 16384, nameof(Hidden), Hidden);
        Require(MlpDim is >= 1 and <= 65536, nameof(MlpDim), MlpDim);
        Require(Layers is >= 1 and <= 256, nameof(Layers), Layers);
        Require(Grid is >= 1 and <= 256, nameof(Grid), Grid);
        Require(Outputs is >= 1 and <= 1000, nameof(Outputs), Outputs);
        Require(ScaleCount is >= 1 and <= 64, "number of scales", ScaleCount);
        foreach (var side in Scales)
        {
            Require(side is >= 1 and <= 8192, "scale", side);
        }

        Require(Heads >= 1 && Hidden % Heads == 0, nameof(Heads), Heads);
    }
}
