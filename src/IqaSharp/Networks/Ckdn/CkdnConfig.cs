using System.Text.Json.Serialization;
using IqaSharp.Networks.Backbones;

namespace IqaSharp.Networks.Ckdn;

/// <summary>The settings of one CKDN network. The defaults are the paper's.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record CkdnConfig : NetworkConfig
{
    /// <summary>The convolutional network whose stages it is made of.</summary>
    public string Backbone { get; init; } = "resnet-50";

    /// <summary>What is made of the degraded input.</summary>
    public CkdnReference Reference { get; init; }

    /// <summary>Whether training shows the pristine original to the reference branch too, and draws the two embeddings together (section 3.2). Scoring is the same.</summary>
    public bool Distilled { get; init; } = true;

    /// <summary>Whether it looks at whole images; in the paper at the middle of what was made small.</summary>
    public bool Whole { get; init; }

    /// <summary>For a network that looks at whole images, the shorter side in pixels that they are first reduced to, or rather by the whole factor up to <see cref="LargestReduction"/> that comes nearest; null for their own size.</summary>
    public int? ViewingSide { get; init; }

    /// <summary>By how much whole images are reduced at most.</summary>
    public int LargestReduction { get; init; } = FullImageInput.LargestFactor;

    /// <summary>Side of the centre crop in pixels; of the windows that a network that looks at whole images is trained through.</summary>
    public int Crop { get; init; } = 288;

    /// <summary>Width inside the predictor.</summary>
    public int Hidden { get; init; } = 2048;

    /// <summary>Attention heads, where there is attention.</summary>
    public int Heads { get; init; } = 4;

    /// <inheritdoc/>
    public override IReadOnlyList<ParameterSpec> Parameters() => ParameterList.Of(net => CkdnNetwork.Train(net, net, net, net, net, this));

    /// <inheritdoc/>
    public override void Validate()
    {
        var backbone = Backbones.Backbone.Of(Backbone);
        Require(Crop is >= 32 and <= 4096, nameof(Crop), Crop);
        Require(!Whole || (backbone is EfficientNetLite && Crop % EfficientNetLite.FeatureStride == 0), "Backbone and Crop of a network that looks at whole images", $"{Backbone}, {Crop}");
        Require(ViewingSide is null || (Whole && ViewingSide is >= 32 and <= 65536), nameof(ViewingSide), ViewingSide ?? 0);
        Require(LargestReduction is >= 1 and <= 64, nameof(LargestReduction), LargestReduction);
        Require(Hidden is >= 1 and <= 65536, nameof(Hidden), Hidden);
        Require(Heads >= 1 && backbone.EarlyChannels % Heads == 0, nameof(Heads), Heads);
    }
}
