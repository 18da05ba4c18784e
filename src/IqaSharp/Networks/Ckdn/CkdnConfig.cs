using System.Text.Json.Serialization;
using IqaSharp.Networks.Ckdn.Structures;

namespace IqaSharp.Networks.Ckdn;

/// <summary>The settings of one CKDN network. The defaults are the paper's.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record CkdnConfig : NetworkConfig
{
    /// <summary>The convolutional network whose stages it is built from.</summary>
    public string Backbone { get; init; } = "resnet-50";

    /// <summary>How the degraded input is used.</summary>
    public CkdnReference Reference { get; init; }

    /// <summary>Whether training also runs the reference branch on the pristine original and pulls the two embeddings together (section 3.2); a predicted original is always learned from it. Scoring is the same.</summary>
    public bool Distilled { get; init; } = true;

    /// <summary>Whether it sees whole images; in the paper it sees a centre crop of the reduced image.</summary>
    public bool Whole { get; init; }

    /// <summary>For a network that sees whole images, the shorter side in pixels that they are first reduced towards, by the whole factor up to <see cref="LargestReduction"/> that comes nearest to it; null for their own size.</summary>
    public int? ViewingSide { get; init; }

    /// <summary>The largest factor by which whole images are reduced.</summary>
    public int LargestReduction { get; init; } = FullImageInput.LargestFactor;

    /// <summary>Side of the centre crop in pixels; for a network that sees whole images, of its training windows.</summary>
    public int Crop { get; init; } = 288;

    /// <summary>Width inside the predictor.</summary>
    public int Hidden { get; init; } = 2048;

    /// <summary>Attention heads, where there is attention.</summary>
    public int Heads { get; init; } = 4;

    /// <summary>What it does with its reference.</summary>
    [JsonIgnore]
    internal CkdnStructure Structure => CkdnStructure.Of(Reference);

    /// <summary>Channels of the embeddings.</summary>
    [JsonIgnore]
    internal int EmbeddingChannels => Trunk.Stages[Trunk.EarlyStage].Channels;

    /// <summary>Channels of the maps that the predictor averages.</summary>
    [JsonIgnore]
    internal int LateChannels => Trunk.Stages[Trunk.LateStage].Channels;

    /// <summary>Pixels from one position of the coarsest maps to the next: the sides of whole images are extended to multiples of it.</summary>
    [JsonIgnore]
    internal int FeatureStride => Trunk.Stages[Trunk.LateStage].Stride;

    /// <summary>The convolutional network whose stages it is built from.</summary>
    [JsonIgnore]
    internal Backbones.Backbone Trunk => Backbones.Backbone.Of(Backbone);

    /// <inheritdoc/>
    public override IReadOnlyList<ParameterSpec> Parameters() => ParameterList.Of(net => CkdnNetwork.Train(net, net, net, net, net, this));

    /// <inheritdoc/>
    public override void Validate()
    {
        var backbone = Trunk;
        Require(Crop is >= 32 and <= 4096, nameof(Crop), Crop);
        Require(!Whole || (backbone.KeepsGrid && Crop % FeatureStride == 0), "Backbone and Crop of a network that looks at whole images", $"{Backbone}, {Crop}");
        Require(ViewingSide is null || (Whole && ViewingSide is >= 32 and <= 65536), nameof(ViewingSide), ViewingSide ?? 0);
        Require(LargestReduction is >= 1 and <= 64, nameof(LargestReduction), LargestReduction);
        Require(Whole || Reference is CkdnReference.Subtract or CkdnReference.CrossAttention or CkdnReference.None, "Reference of a network that sees a crop", Reference);
        Require(Hidden is >= 1 and <= 65536, nameof(Hidden), Hidden);
        Require(Heads >= 1 && EmbeddingChannels % Heads == 0, nameof(Heads), Heads);
    }
}
