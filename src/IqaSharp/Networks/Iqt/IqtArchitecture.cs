using System.Text.Json.Serialization;
using IqaSharp.Core;

namespace IqaSharp.Networks.Iqt;

/// <summary>IQT's entry in <see cref="Architecture.All"/>.</summary>
internal static class IqtArchitecture
{
    public static Architecture<IqtConfig> Record { get; } = new()
    {
        Name = "iqt",
        Paper = "Cheon, Yoon, Kang, Lee, \"Perceptual Image Quality Assessment with Transformers\", CVPR Workshops 2021",
        Json = IqtJson.Default,
        Facts = c => new NetworkFacts(ReferenceKind.FullReference, c.Bounded ? new ScoreRange(0, IqtConfig.Bound) : null, c.Whole ? 1 : c.Crop),
        Graph = c => new IqtGraph(c),
        Network = (c, weights, engine, options) => new IqtScorer(c, weights, engine, options.Crops),
        Renaming = IqtConversion.Join,
        Inference = IqtConversion.Infer,
        Description = c => $"{c.Layers} layers of {c.Width}, {c.Heads} heads of {c.HeadWidth}, crops of {c.Crop}, {(c.CausalDecoder ? "masked" : "unmasked")} decoder, on {c.Backbone}",
    };
}

/// <summary>Generated code that reads and writes IQT's settings; their style is that of all architectures.</summary>
[JsonSerializable(typeof(IqtConfig))]
internal sealed partial class IqtJson : JsonSerializerContext;
