using IqaSharp.Core;
using IqaSharp.Engines.Onnx;
using IqaSharp.Networks;
using IqaSharp.Networks.Ckdn;

namespace IqaSharp.Tests.Networks.Ckdn;

/// <summary>Everything that training CKDN computes: restored, other, degraded and pristine [1, 3, crop, crop] → dr, fr, nr and the embeddings.</summary>
internal sealed record CkdnTrainingGraph(CkdnConfig Config) : INetworkGraph
{
    public static OnnxGraph Write(CkdnConfig config, IReadOnlyDictionary<string, Tensor> weights) => OnnxGraphBuilder.Write(new CkdnTrainingGraph(config), weights, OnnxOps.Standard);

    public void Build<T>(IGraphBuilder<T> graph)
        where T : class
    {
        T Image(string name) => CkdnGraph.ImageInput(graph, name, Config);
        var training = CkdnNetwork.Train(graph.Net, Image("restored"), Image("other"), Image("degraded"), Image("pristine"), Config);
        (string Name, T? Value, Dimension[] Shape)[] outputs =
        [
            ("dr", training.Degraded, [1, 1]),
            ("fr", training.Pristine, [1, 1]),
            ("nr", training.Preference, [1, 1]),
            ("dte_degraded", training.DegradedEmbedding, [.. CkdnReferenceStage.Shapes(Config).FirstOrDefault([])]),
            ("dte_pristine", training.PristineEmbedding, [.. CkdnReferenceStage.Shapes(Config).FirstOrDefault([])]),
        ];
        foreach (var (name, value, shape) in outputs)
        {
            if (value is not null)
            {
                graph.Output(name, value, shape);
            }
        }
    }
}
