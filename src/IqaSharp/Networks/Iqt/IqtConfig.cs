using System.Text.Json.Serialization;
using IqaSharp.Networks.Backbones;

namespace IqaSharp.Networks.Iqt;

/// <summary>The settings of one IQT network. The defaults are the paper's; <see cref="Compact"/> is its small configuration.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record IqtConfig : NetworkConfig
{
    /// <summary>IQT-C, of one layer on smaller crops.</summary>
    public static IqtConfig Compact { get; } = new() { Crop = 192, Layers = 1, Width = 128, HeadWidth = 128, HeadHidden = 128 };

    /// <summary>The highest score of a network that is <see cref="Bounded"/>.</summary>
    internal const double Bound = 100;

    /// <summary>The convolutional network whose features are compared.</summary>
    public string Backbone { get; init; } = "inception-resnet-v2";

    /// <summary>Whether the backbone looks once at a whole image, and crops are cut from its maps; in the paper it looks at each crop.</summary>
    public bool Whole { get; init; }

    /// <summary>The shorter side in pixels that images are first reduced to, or rather by the whole factor up to 4 that comes nearest: what is seen from where an image is looked at as a whole
    /// decides more than what is seen from near. Null for their own size, as in the paper.</summary>
    public int? ViewingSide { get; init; }

    /// <summary>Side of a crop in pixels.</summary>
    public int Crop { get; init; } = 256;

    /// <summary>Layers of the encoder, and of the decoder.</summary>
    public int Layers { get; init; } = 2;

    /// <summary>Width of a token.</summary>
    public int Width { get; init; } = 256;

    /// <summary>Attention heads.</summary>
    public int Heads { get; init; } = 4;

    /// <summary>Width of a head.</summary>
    public int HeadWidth { get; init; } = 256;

    /// <summary>Width inside the feed-forward part.</summary>
    public int FeedForward { get; init; } = 1024;

    /// <summary>Width inside the head that gives the score.</summary>
    public int HeadHidden { get; init; } = 512;

    /// <summary>Whether a token of the decoder sees only itself and those before it, as in a public port whose checkpoints exist.</summary>
    public bool CausalDecoder { get; init; }

    /// <summary>Whether a learned token stands before the patches.</summary>
    public bool QualityToken { get; init; } = true;

    /// <summary>How tokens know where they are.</summary>
    public IqtPosition Position { get; init; }

    /// <summary>What of the decoder's tokens is scored.</summary>
    public IqtPooling Pooling { get; init; }

    /// <summary>Whether a sigmoid keeps the score in 0…100; in the paper nothing does.</summary>
    public bool Bounded { get; init; }

    /// <summary>Where the tokens are taken from.</summary>
    public IqtSampling Sampling { get; init; }

    /// <summary>Side of the square of sampling points, for progressive sampling.</summary>
    public int SamplingSide { get; init; } = 14;

    /// <summary>Tokens of one map, the quality token included.</summary>
    [JsonIgnore]
    public int Tokens => (Side * Side) + (QualityToken ? 1 : 0);

    [JsonIgnore]
    internal int Side => Sampling == IqtSampling.Progressive ? SamplingSide : Backbones.Backbone.Of(Backbone).FeatureSide(Crop);

    /// <inheritdoc/>
    public override IReadOnlyList<ParameterSpec> Parameters() => ParameterList.Of(net =>
    {
        IqtNetwork.Features(net, net, this);
        IqtNetwork.Score(net, net, net, this);
    });

    /// <inheritdoc/>
    public override void Validate()
    {
        var backbone = Backbones.Backbone.Of(Backbone);
        Require(Crop is >= 32 and <= 4096 && backbone.FeatureSide(Crop) >= 1, nameof(Crop), Crop);
        Require(!Whole || (backbone is EfficientNetLite && Crop % EfficientNetLite.FeatureStride == 0), "Backbone and Crop of a network that looks at whole images", $"{Backbone}, {Crop}");
        Require(ViewingSide is null || (Whole && ViewingSide is >= 32 and <= 65536), nameof(ViewingSide), ViewingSide ?? 0);
        Require(Layers is >= 1 and <= 64, nameof(Layers), Layers);
        Require(Width is >= 2 and <= 8192 && Width % 2 == 0, nameof(Width), Width);
        Require(Heads is >= 1 and <= 64, nameof(Heads), Heads);
        Require(HeadWidth is >= 1 and <= 4096, nameof(HeadWidth), HeadWidth);
        Require(FeedForward is >= 1 and <= 65536, nameof(FeedForward), FeedForward);
        Require(HeadHidden is >= 1 and <= 65536, nameof(HeadHidden), HeadHidden);
        Require(SamplingSide is >= 1 and <= 64, nameof(SamplingSide), SamplingSide);
    }
}
