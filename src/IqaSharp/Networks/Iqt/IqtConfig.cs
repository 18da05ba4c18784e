using System.Text.Json.Serialization;

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

    /// <summary>Whether the backbone runs once over a whole image and crops are cut from its maps; in the paper it runs on each crop.</summary>
    public bool Whole { get; init; }

    /// <summary>The shorter side in pixels that images are first reduced towards, by the whole factor up to 4 that comes nearest to it: what is visible from the distance at which one views
    /// an image as a whole counts for more than what is visible close up. Null for their own size, as in the paper.</summary>
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

    /// <summary>Whether a token of the decoder attends only to itself and to those before it, as in a public port that has checkpoints.</summary>
    public bool CausalDecoder { get; init; }

    /// <summary>Whether a learned token is put before the others.</summary>
    public bool QualityToken { get; init; } = true;

    /// <summary>How positions are encoded.</summary>
    public IqtPosition Position { get; init; }

    /// <summary>How the decoder's tokens become the one vector that is scored.</summary>
    public IqtPooling Pooling { get; init; }

    /// <summary>Whether a sigmoid bounds the score to 0…100; in the paper it is unbounded.</summary>
    public bool Bounded { get; init; }

    /// <summary>Where the tokens are taken from.</summary>
    public IqtSampling Sampling { get; init; }

    /// <summary>Side of the square of sampling points, for progressive sampling.</summary>
    public int SamplingSide { get; init; } = 14;

    /// <summary>Tokens of one map, the quality token included.</summary>
    [JsonIgnore]
    public int Tokens => (Side * Side) + (QualityToken ? 1 : 0);

    /// <summary>Side of the square of tokens.</summary>
    [JsonIgnore]
    internal int Side => Sampling == IqtSampling.Progressive ? SamplingSide : FeatureSide;

    /// <summary>The stages that are compared: the taps at an eighth and a sixteenth of the resolution.</summary>
    [JsonIgnore]
    internal IReadOnlyList<int> FeatureStages => [.. Trunk.Taps.Where(stage => Trunk.Stages[stage].Stride is 8 or 16)];

    /// <summary>Channels of <see cref="IqtNetwork.Features{T}"/>.</summary>
    [JsonIgnore]
    internal int FeatureChannels => FeatureStages.Sum(stage => Trunk.Stages[stage].Channels);

    /// <summary>Pixels from one position of the features to the next: the coarsest stage's.</summary>
    [JsonIgnore]
    internal int FeatureStride => FeatureStages.Max(stage => Trunk.Stages[stage].Stride);

    /// <summary>Side of the features of a crop.</summary>
    [JsonIgnore]
    internal int FeatureSide => Trunk.Side(Crop, FeatureStride);

    private Backbones.Backbone Trunk => Backbones.Backbone.Of(Backbone);

    /// <inheritdoc/>
    public override IReadOnlyList<ParameterSpec> Parameters() => ParameterList.Of(net =>
    {
        IqtNetwork.Features(net, net, this);
        IqtNetwork.Score(net, net, net, this);
    });

    /// <inheritdoc/>
    public override void Validate()
    {
        var backbone = Trunk;
        Require(Crop is >= 32 and <= 4096 && FeatureSide >= 1, nameof(Crop), Crop);
        Require(!Whole || (backbone.KeepsGrid && Crop % FeatureStride == 0), "Backbone and Crop of a network that looks at whole images", $"{Backbone}, {Crop}");
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
