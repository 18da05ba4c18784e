using BenchmarkDotNet.Attributes;
using IqaSharp.Metrics;
using IqaSharp.Networks;
using IqaSharp.Networks.Ckdn;
using IqaSharp.Networks.Iqt;

namespace IqaSharp.Benchmarks;

/// <summary>The models of two images that come along next to full-size ones, on a pair of 512×384 JPEGs.</summary>
[Config(typeof(InThisProcess))]
[MedianColumn]
public class DefaultPairBenchmarks
{
    private readonly string _folder = Directory.CreateTempSubdirectory("iqa-bench").FullName;
    private readonly Dictionary<string, Metric> _metrics = [];
    private string _photo = "";

    [GlobalSetup]
    public void Setup()
    {
        foreach (var (name, config) in new (string, NetworkConfig)[] { ("iqt", new IqtConfig { CausalDecoder = true }), ("ckdn", new CkdnConfig()) })
        {
            var path = Path.Combine(_folder, $"{name}.safetensors");
            UntrainedModel.Write(path, config);
            _metrics[name] = Metric.Load(path);
            _metrics[$"{name}-s"] = Metric.Load($"{name}-s");
        }

        _photo = Photographs.Jpeg(_folder, 512, 384);
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        foreach (var metric in _metrics.Values)
        {
            metric.Dispose();
        }

        Directory.Delete(_folder, recursive: true);
    }

    [Benchmark(Description = "Metric.Score(path, reference)")]
    [Arguments("iqt")]
    [Arguments("iqt-s")]
    [Arguments("ckdn")]
    [Arguments("ckdn-s")]
    public double Score(string model) => _metrics[model].Score(_photo, _photo).Value;
}
