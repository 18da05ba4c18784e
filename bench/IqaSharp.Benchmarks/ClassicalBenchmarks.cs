using BenchmarkDotNet.Attributes;
using IqaSharp.Imaging;
using IqaSharp.Metrics;

namespace IqaSharp.Benchmarks;

/// <summary>Classical metrics on decoded pairs, the look at the reference included.
/// Megapixels per second are 0.1966 (512×384) or 2.0736 (1920×1080) divided by the mean in seconds.</summary>
[Config(typeof(InThisProcess))]
[IterationCount(10)]
public class ClassicalBenchmarks
{
    private readonly string _folder = Directory.CreateTempSubdirectory("iqa-bench").FullName;
    private Metric _metric = null!;
    private Image _reference = null!;
    private Image _distorted = null!;

    [Params("512x384", "1920x1080")]
    public string Size { get; set; } = "";

    [Params("ssim", "ms-ssim", "gmsd", "fsim", "vif", "vifp", "haarpsi", "ssimulacra2", "butteraugli")]
    public string Name { get; set; } = "";

    [GlobalSetup]
    public void Setup()
    {
        var sides = Size.Split('x').Select(int.Parse).ToArray();
        _reference = Image.Load(Photographs.Jpeg(_folder, sides[0], sides[1]));
        _distorted = new Image(sides[0], sides[1], [.. _reference.Pixels.ToArray().Select(level => (byte)(level & 0xF0))]);
        _metric = Metric.Load(Name);
    }

    [GlobalCleanup]
    public void Cleanup() => Directory.Delete(_folder, recursive: true);

    [Benchmark(Description = "Metric.Score(image, reference), decoded")]
    public double Score() => _metric.Score(_distorted, _reference).Value;
}
