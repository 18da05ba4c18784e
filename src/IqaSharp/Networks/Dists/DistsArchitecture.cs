using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using IqaSharp.Core;
using IqaSharp.Networks.FeatureDistances;

namespace IqaSharp.Networks.Dists;

/// <summary>DISTS's entry in <see cref="Architecture.All"/>.</summary>
internal static partial class DistsArchitecture
{
    private const string Name = "dists";

    private static PublishedParts Parts { get; } = new(
        "a DISTS",
        OfficialLayer(),
        name => name is "alpha" or "beta",
        name => name is "mean" or "std" || name.EndsWith(".filter", StringComparison.Ordinal));

    public static Architecture<DistsConfig> Record { get; } = new()
    {
        Name = Name,
        Paper = "Ding, Ma, Wang, Simoncelli, \"Image Quality Assessment: Unifying Structure and Texture Similarity\", IEEE TPAMI 44(5), 2022",
        Json = DistsJson.Default,
        Facts = c => new NetworkFacts(ReferenceKind.FullReference, new ScoreRange(0, 1), new DistsNetwork(c).SmallestSide, HigherIsBetter: false),
        Graph = c => new FeatureDistanceGraph(new DistsNetwork(c)),
        Network = (c, weights, engine, _) => new FeatureDistanceScorer(Name, new DistsNetwork(c), weights, engine),
        Renaming = (checkpoint, backbone) => Parts.Join(checkpoint, backbone, Heads),
        Description = c => c.ViewingSide is { } side ? $"shorter side reduced to {side} pixels, on vgg-16" : "images at their own size, on vgg-16",
    };

    private static Dictionary<string, Tensor> Heads(NamedWeights weights)
    {
        int[] shape = [1, DistsNetwork.MapChannels.Sum(), 1, 1];
        return PublishedParts.Embedded("dists-vgg-16.f32", [("alpha", shape), ("beta", shape)]);
    }

    [GeneratedRegex(@"^stage\d+\.(\d+)\.")]
    private static partial Regex OfficialLayer();
}

/// <summary>Generated code that reads and writes DISTS's settings; their style is that of all architectures.</summary>
[JsonSerializable(typeof(DistsConfig))]
internal sealed partial class DistsJson : JsonSerializerContext;
