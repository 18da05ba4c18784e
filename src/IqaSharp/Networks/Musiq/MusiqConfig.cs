using System.Text.Json.Serialization;

namespace IqaSharp.Networks.Musiq;

/// <summary>The settings of one MUSIQ network. The defaults are the paper's.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record MusiqConfig : NetworkConfig
{
    /// <summary>Side of a patch in pixels.</summary>
    public const int Patch = 32;

    /// <summary>The highest score of a network that is <see cref="Bounded"/>.</summary>
    internal const double Bound = 100;

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

    /// <summary>How the positions of patches are encoded.</summary>
    public MusiqPosition Position { get; init; }

    /// <summary>Whether each scale has a learned vector of its own, as in the paper (section 3.3).</summary>
    public bool ScaleEmbedding { get; init; } = true;

    /// <summary>The longer sides in pixels of the resized scales, in the order of their scale embeddings.</summary>
    public IReadOnlyList<int> Scales { get; init; } = [224, 384];

    /// <summary>Whether the image at its own size follows the resized scales.</summary>
    public bool Native { get; init; } = true;

    /// <summary>1 for a score, 10 for the distribution of ratings from 1 to 10 (AVA), or the number of labels.</summary>
    public int Outputs { get; init; } = 1;

    /// <summary>The classes whose probabilities the outputs are, for a head that classifies; null for one that scores.</summary>
    public IReadOnlyList<string>? Labels { get; init; }

    /// <summary>The implementation whose arithmetic the weights were trained with.</summary>
    public MusiqSemantics Semantics { get; init; }

    /// <summary>Whether a sigmoid bounds the score to 0…100; in the paper it is unbounded.</summary>
    public bool Bounded { get; init; }

    /// <summary>The longest side in pixels of the native scale; larger photographs are reduced to it. Null for no limit, as in the paper.</summary>
    public int? NativeSide { get; init; }

    /// <summary>The convolutional network that runs once over each whole scale in place of the paper's encoder of single patches; null for the paper's.</summary>
    public string? Backbone { get; init; }

    /// <summary>Number of backbone taps (intermediate feature maps) that form a token, counted from the deepest.</summary>
    public int Taps { get; init; } = 2;

    /// <summary>The backbone of that name.</summary>
    [JsonIgnore]
    internal Backbones.Backbone PatchBackbone =>
        Backbones.Backbone.Of(Backbone ?? "") is var backbone && Serves(backbone)
            ? backbone
            : throw new FormatException($"Backbone cannot be '{Backbone}': MUSIQ stands on {string.Join(" or ", Backbones.Backbone.All.Where(Serves).Select(b => b.Name))}");

    /// <summary>The deepest taps, of which a token is made, by their indices.</summary>
    [JsonIgnore]
    internal IReadOnlyList<int> TapStages => [.. PatchBackbone.Taps.TakeLast(Taps)];

    /// <summary>Channels of <see cref="MusiqNetwork.CellFeatures{T}"/>.</summary>
    [JsonIgnore]
    internal int CellChannels => TapStages.Sum(stage => PatchBackbone.Stages[stage].Channels);

    /// <summary>How many blocks of the backbone training can freeze: those before the first tap, and at most all but one.</summary>
    [JsonIgnore]
    internal int LargestFrozenDepth
    {
        get
        {
            var stages = PatchBackbone.Stages;
            int Blocks(int end) => stages.Take(end).Count(stage => stage.EndsBlock) - 1; // the stem is none
            return Math.Min(Blocks(TapStages[0]), Blocks(stages.Count) - 1);
        }
    }

    /// <summary>How many scale embeddings there are.</summary>
    [JsonIgnore]
    public int ScaleCount => Scales.Count + (Native ? 1 : 0);

    /// <summary>Whether the head gives probabilities, of ratings or of labels, instead of a score.</summary>
    [JsonIgnore]
    public bool IsDistribution => Outputs > 1;

    /// <inheritdoc/>
    public override IReadOnlyList<ParameterSpec> Parameters() => ParameterList.Of(net => _ = Backbone is null
        ? MusiqNetwork.Score(net, net, net, net, this)
        : MusiqNetwork.ScoreScales(net, [net], net, net, this));

    /// <inheritdoc/>
    public override void Validate()
    {
        Require(Hidden is >= 1 and <= 16384, nameof(Hidden), Hidden);
        Require(MlpDim is >= 1 and <= 65536, nameof(MlpDim), MlpDim);
        Require(Layers is >= 1 and <= 256, nameof(Layers), Layers);
        Require(Grid is >= 1 and <= 256, nameof(Grid), Grid);
        Require(Outputs is >= 1 and <= 1000, nameof(Outputs), Outputs);
        Require(Labels is null || (Labels.Count == Outputs && Outputs > 1), "number of labels", Labels?.Count ?? 0);
        Require(ScaleCount is >= 1 and <= 64, "number of scales", ScaleCount);
        foreach (var side in Scales)
        {
            Require(side is >= 1 and <= 8192, "scale", side);
        }

        Require(NativeSide is null or (>= Patch and <= 65536), nameof(NativeSide), NativeSide ?? 0);
        Require(Backbone is null || Semantics == MusiqSemantics.Pillow, "Semantics of a MUSIQ on a backbone", Semantics);
        Require(Backbone is null || Taps is >= 1 && Taps <= PatchBackbone.Taps.Count, nameof(Taps), Taps);
        Require(Heads >= 1 && Hidden % Heads == 0, nameof(Heads), Heads);
    }

    /// <summary>Whether a backbone's deepest maps are the cells of the patch grid.</summary>
    private static bool Serves(Backbones.Backbone backbone) => backbone.KeepsGrid && backbone.Stages[^1].Stride == Patch;
}
