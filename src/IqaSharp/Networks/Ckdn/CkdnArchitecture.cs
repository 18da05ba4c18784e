using System.Text.Json.Serialization;
using IqaSharp.Core;

namespace IqaSharp.Networks.Ckdn;

/// <summary>CKDN's entry in <see cref="Architecture.All"/>. Its official checkpoint has the usual settings and the parameters' names.</summary>
internal static class CkdnArchitecture
{
    public static Architecture<CkdnConfig> Record { get; } = new()
    {
        Name = "ckdn",
        Paper = "Zheng, Yang, Fu, Zha, Luo, \"Learning Conditional Knowledge Distillation for Degraded-Reference Image Quality Assessment\", ICCV 2021",
        Json = CkdnJson.Default,
        Facts = c => new NetworkFacts(!c.Structure.HasReference ? ReferenceKind.NoReference : ReferenceKind.DegradedReference, new ScoreRange(0, 1)),
        Graph = c => new CkdnGraph(c),
        Network = (c, weights, engine, _) => !c.Structure.HasReference ? new CkdnAloneScorer(c, weights, engine) : new CkdnScorer(c, weights, engine),
        Description = c => $"crops of {c.Crop}, on {c.Backbone}",
    };
}

/// <summary>Generated code that reads and writes CKDN's settings; their style is that of all architectures.</summary>
[JsonSerializable(typeof(CkdnConfig))]
internal sealed partial class CkdnJson : JsonSerializerContext;
