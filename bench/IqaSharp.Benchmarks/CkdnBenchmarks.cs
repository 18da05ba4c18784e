using BenchmarkDotNet.Attributes;
using IqaSharp.Engines.Onnx;
using IqaSharp.Imaging;
using IqaSharp.Metrics;
using IqaSharp.Networks.Ckdn;
using Microsoft.ML.OnnxRuntime;

namespace IqaSharp.Benchmarks;

/// <summary>CKDN on a decoded pair of 512×384.</summary>
[Config(typeof(InThisProcess))]
[MedianColumn]
[MinColumn]
public class CkdnBenchmarks
{
    private const int Crop = 288;

    private readonly string _folder = Directory.CreateTempSubdirectory("iqa-bench").FullName;
    private readonly RunOptions _run = new();
    private Image _photo = null!;
    private Metric _ckdn = null!;
    private InferenceSession _session = null!;
    private OrtValue _middle = null!;

    [GlobalSetup]
    public void Setup()
    {
        var config = new CkdnConfig();
        var path = Path.Combine(_folder, "ckdn.safetensors");
        UntrainedModel.Write(path, config);
        _ckdn = Metric.Load(path);
        _photo = Image.Load(Photographs.Jpeg(_folder, 512, 384));
        using var settings = OnnxEngine.Settings(threads: 0);
        _session = new InferenceSession(OnnxGraphBuilder.Write(new CkdnGraph(config), UntrainedModel.Tensors(config.Parameters()), OnnxOps.Fused).ToBytes(), settings);
        _middle = OrtValue.CreateTensorValueFromMemory(new float[3 * Crop * Crop], [1, 3, Crop, Crop]);
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        _ckdn.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Benchmark(Baseline = true, Description = "bare InferenceSession.Run")]
    public void Run()
    {
        using var results = _session.Run(_run, [CkdnGraph.Restored, CkdnGraph.Reference], [_middle, _middle], [CkdnGraph.Score]);
    }

    [Benchmark(Description = "Metric.Score(image, reference), decoded")]
    public double Score() => _ckdn.Score(_photo, _photo).Value;
}
