using System.Globalization;
using System.Text.Json.Serialization;
using IqaSharp.Core;

namespace IqaSharp.Networks.Musiq;

/// <summary>MUSIQ's entry in <see cref="Architecture.All"/>.</summary>
internal static class MusiqArchitecture
{
    public static Architecture<MusiqConfig> Record { get; } = new()
    {
        Name = "musiq",
        Paper = "Ke, Wang, Wang, Milanfar, Yang, \"MUSIQ: Multi-scale Image Quality Transformer\", ICCV 2021",
        Json = MusiqJson.Default,
        Facts = c => new NetworkFacts(ReferenceKind.NoReference, c.IsDistribution ? new ScoreRange(1, c.Outputs) : c.Bounded ? new ScoreRange(0, MusiqConfig.Bound) : null),
        Graph = c => new MusiqGraph(c),
        Network = (c, weights, engine, options) => c.Labels is null ? new MusiqScorer(c, weights, engine, options) : new MusiqLabeller(c, weights, engine, options),
        LinearHead = c => c with { Outputs = 1, Labels = null, Bounded = false },
        Renaming = (checkpoint, _) => MusiqConversion.Rename(checkpoint),
        Inference = MusiqConversion.Infer,
        Semantics = Semantics,
        Description = c => $"{c.Layers} layers of {c.Hidden}, {c.Heads} heads, scales {Scales(c)}, {Semantics(c)} semantics",
    };

    private static string Semantics(MusiqConfig c) => c.Semantics.ToString().ToLowerInvariant();

    private static string Scales(MusiqConfig c) =>
        string.Join(", ", [.. c.Scales.Select(side => side.ToString(CultureInfo.InvariantCulture)), .. c.Native ? new[] { "native" } : []]);
}

/// <summary>Generated code that reads and writes MUSIQ's settings; their style is that of all architectures.</summary>
[JsonSerializable(typeof(MusiqConfig))]
internal sealed partial class MusiqJson : JsonSerializerContext;
