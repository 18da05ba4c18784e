using BenchmarkDotNet.Attributes;
using IqaSharp.Core;
using IqaSharp.Engines.Onnx;
using IqaSharp.Metrics;
using IqaSharp.Networks;
using IqaSharp.Networks.Iqt;
using Microsoft.ML.OnnxRuntime;

namespace IqaSharp.Benchmarks;

/// <summary>IQT with 9 crops on a pair of 512×384 JPEGs.</summary>
[Config(typeof(InThisProcess))]
[IterationCount(6)]
[InvocationCount(1)]
public class PairBenchmarks
{
    private const int Crop = 256;
    private const int Crops = 9;
    private const int Versions = 24;

    private readonly string _folder = Directory.CreateTempSubdirectory("iqa-bench").FullName;
    private readonly RunOptions _run = new();
    private string _photo = "";
    private Metric _iqt = null!;
    private Metric _masked = null!;
    private InferenceSession _wholeBackbone = null!;
    private InferenceSession _earlyBackbone = null!;
    private InferenceSession _portTransformer = null!;
    private OrtValue _crop = null!;
    private OrtValue _features = null!;

    [GlobalSetup]
    public void Setup()
    {
        var iqt = new IqtConfig();
        var (iqtPath, maskedPath) = (Path.Combine(_folder, "iqt.safetensors"), Path.Combine(_folder, "masked.safetensors"));
        UntrainedModel.Write(iqtPath, iqt);
        UntrainedModel.Write(maskedPath, iqt with { CausalDecoder = true });
        (_iqt, _masked) = (Metric.Load(iqtPath), Metric.Load(maskedPath));
        _photo = Photographs.Jpeg(_folder, 512, 384);

        var graph = new OnnxGraph();
        var weights = UntrainedModel.Tensors(ParameterList.Of(net => WholeInceptionResnetV2.Run(net, net)));
        graph.Output("features", WholeInceptionResnetV2.Run(new OnnxNet(graph, weights, OnnxOps.Fused), graph.FloatInput("crops", 1, 3, Crop, Crop)));
        using var settings = OnnxEngine.Settings(threads: 0);
        _wholeBackbone = new InferenceSession(graph.ToBytes(), settings);
        var tensors = UntrainedModel.Tensors(iqt.Parameters());
        _earlyBackbone = new InferenceSession(OnnxGraphBuilder.Write(new IqtFeatureStage(iqt), tensors, OnnxOps.Fused).ToBytes(), settings);
        _portTransformer = new InferenceSession(PortTransformer(iqt, tensors).ToBytes(), settings);
        _crop = OrtValue.CreateTensorValueFromMemory(new float[3 * Crop * Crop], [1, 3, Crop, Crop]);
        _features = OrtValue.CreateTensorValueFromMemory(new float[1920 * 29 * 29], [1, 1920, 29, 29]);
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        _iqt.Dispose();
        _masked.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Benchmark(Description = "IQT backbone, the whole Inception-ResNet-v2 on 2 × 9 crops, as the ports")]
    public void WholeBackbone() => Backbones(_wholeBackbone);

    [Benchmark(Description = "IQT backbone, to the last block that is looked at")]
    public void EarlyBackbone() => Backbones(_earlyBackbone);

    [Benchmark(Description = "IQT score as the ports: whole backbone and transformer")]
    public void PortScore()
    {
        Backbones(_wholeBackbone);
        for (var i = 0; i < Crops; i++)
        {
            using var results = _portTransformer.Run(_run, [IqtGraph.Distorted, IqtGraph.Reference], [_features, _features], [IqtGraph.Score]);
        }
    }

    [Benchmark(Description = "IQT Metric.Score(path, reference), decoder as in the paper")]
    public double IqtScore() => _iqt.Score(_photo, _photo).Value;

    [Benchmark(Description = "IQT Metric.Score(path, reference), decoder masked as in the public checkpoints")]
    public double MaskedScore() => _masked.Score(_photo, _photo).Value;

    [Benchmark(Description = "IQT, 24 separate pairs")]
    public double SeparatePairs() => Enumerable.Range(0, Versions).Sum(_ => _iqt.Score(_photo, _photo).Value);

    [Benchmark(Description = "IQT, 24 versions of one reference")]
    public double OneReference()
    {
        using var reference = _iqt.WithReference(_photo);
        return Enumerable.Range(0, Versions).Sum(_ => reference.Score(_photo).Value);
    }

    /// <summary>The transformer as the ports run it: attention not fused, the decoder masked, and every vector of its last layer computed although one is read.
    /// (The mean over all vectors makes our definition compute them all.)</summary>
    private static OnnxGraph PortTransformer(IqtConfig iqt, IReadOnlyDictionary<string, Tensor> weights)
    {
        var graph = new OnnxGraph();
        object[] shape = [1, 1920, 29, 29];
        var (distorted, reference) = (graph.FloatInput(IqtGraph.Distorted, shape), graph.FloatInput(IqtGraph.Reference, shape));
        var port = iqt with { CausalDecoder = true, Pooling = IqtPooling.Mean };
        graph.Output(IqtGraph.Score, IqtNetwork.Score(new OnnxNet(graph, weights, OnnxOps.Standard), distorted, reference, port), 1, 1);
        return graph;
    }

    private void Backbones(InferenceSession session)
    {
        for (var i = 0; i < 2 * Crops; i++)
        {
            using var results = session.Run(_run, session.InputNames, [_crop], ["features"]);
        }
    }
}
