using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using IqaSharp.Core;
using IqaSharp.Networks.Backbones;
using IqaSharp.Networks.FeatureDistances;

namespace IqaSharp.Networks.Lpips;

/// <summary>LPIPS's entry in <see cref="Architecture.All"/>.</summary>
internal static partial class LpipsArchitecture
{
    private const string Name = "lpips";
    private const string FirstLayer = "backbone.features.0.weight";

    private static PublishedParts Parts { get; } = new(
        "an LPIPS",
        OfficialLayer(),
        name => name.StartsWith("lin", StringComparison.Ordinal),
        name => name.StartsWith("lins.", StringComparison.Ordinal) || name.StartsWith("scaling_layer.", StringComparison.Ordinal)); // lins.N are the same tensors as linN

    public static Architecture<LpipsConfig> Record { get; } = new()
    {
        Name = Name,
        Paper = "Zhang, Isola, Efros, Shechtman, Wang, \"The Unreasonable Effectiveness of Deep Features as a Perceptual Metric\", CVPR 2018",
        Json = LpipsJson.Default,
        Facts = c => new NetworkFacts(ReferenceKind.FullReference, null, new LpipsNetwork(c).SmallestSide, HigherIsBetter: false),
        Graph = c => new FeatureDistanceGraph(new LpipsNetwork(c)),
        Network = (c, weights, engine, _) => new FeatureDistanceScorer(Name, new LpipsNetwork(c), weights, engine),
        Renaming = (checkpoint, backbone) => Parts.Join(checkpoint, backbone, Heads),
        Inference = (weights, given) => given with { Backbone = BackboneOf(weights) },
        Description = c => $"version 0.1, on {c.Backbone}",
    };

    /// <summary>The authors' weights for a backbone.</summary>
    private static Dictionary<string, Tensor> Heads(NamedWeights weights)
    {
        var name = BackboneOf(weights);
        var channels = new LpipsNetwork(new LpipsConfig { Backbone = name }).Channels;
        return PublishedParts.Embedded($"lpips-{name}.f32", channels.Select((count, map) => (LpipsNetwork.Head(map), new[] { 1, count, 1, 1 })));
    }

    /// <summary>AlexNet begins with 11×11 convolutions, VGG-16 with 3×3. Others have a card.</summary>
    private static string BackboneOf(NamedWeights weights) =>
        weights.Side(FirstLayer, ^1, "an LPIPS") == 11 ? new AlexNet().Name : new Vgg16().Name;

    [GeneratedRegex(@"^net\.slice\d+\.(\d+)\.")]
    private static partial Regex OfficialLayer();
}

/// <summary>Generated code that reads and writes LPIPS's settings; their style is that of all architectures.</summary>
[JsonSerializable(typeof(LpipsConfig))]
internal sealed partial class LpipsJson : JsonSerializerContext;
