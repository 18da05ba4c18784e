using BenchmarkDotNet.Attributes;
using IqaSharp.Engines.Onnx;
using IqaSharp.Imaging;
using IqaSharp.Metrics;
using IqaSharp.Models;
using IqaSharp.Networks.Musiq;
using Microsoft.ML.OnnxRuntime;

namespace IqaSharp.Benchmarks;

/// <summary>Full-size MUSIQ on a 512×384 JPEG: what scoring costs beyond the bare network, and what leaving out padding tokens saves.</summary>
[Config(typeof(InThisProcess))]
public class MusiqBenchmarks
{
    // The ports pad every scale to a square of its longer side, and the native one to its own grid: 7·7 + 12·12 + 16·12 instead of 6·7 + 9·12 + 12·16.
    private const int PaddedTokens = 49 + 144 + 192;

    private readonly string _folder = Directory.CreateTempSubdirectory("iqa-bench").FullName;
    private readonly RunOptions _run = new();
    private string _photo = "";
    private Metric _metric = null!;
    private Metric _small = null!;
    private InferenceSession _session = null!;
    private OrtValue[] _tokens = [];
    private OrtValue[] _paddedTokens = [];

    [GlobalSetup]
    public void Setup()
    {
        var config = new MusiqConfig();
        var model = Path.Combine(_folder, "musiq.safetensors");
        UntrainedModel.Write(model, config);
        _photo = Photographs.Jpeg(_folder, 512, 384);
        _metric = Metric.Load(model);
        var small = Path.Combine(_folder, "small.safetensors");
        UntrainedModel.Write(small, UntrainedModel.MusiqS);
        _small = Metric.Load(small);

        var graph = Path.Combine(_folder, "musiq.onnx");
        using (var read = Model.Read(model))
        {
            OnnxExport.Write(read, graph, OnnxOps.Fused);
        }

        _session = new InferenceSession(graph);
        var input = MusiqInput.Of(Image.Load(_photo), config);
        _tokens = Tokens(input, input.Tokens);
        _paddedTokens = Tokens(input, PaddedTokens);
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        _metric.Dispose();
        _small.Dispose();
        _session.Dispose();
        _run.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Benchmark(Baseline = true, Description = "InferenceSession.Run, 342 tokens")]
    public float Run() => RunOn(_tokens);

    [Benchmark(Description = "InferenceSession.Run, 385 tokens with padding")]
    public float RunPadded() => RunOn(_paddedTokens);

    [Benchmark(Description = "Metric.Score(path)")]
    public double Score() => _metric.Score(_photo).Value;

    [Benchmark(Description = "Metric.Score(path), musiq-s")]
    public double ScoreSmall() => _small.Score(_photo).Value;

    [Benchmark(Description = "decode, resize and cut into patches only")]
    public int Prepare()
    {
        var input = MusiqInput.Of(Image.Load(_photo), new MusiqConfig());
        var patches = new float[64 * 3 * 32 * 32];
        for (var first = 0; first < input.Tokens; first += 64)
        {
            input.CopyPatches(first, patches.AsSpan(0, Math.Min(64, input.Tokens - first) * 3 * 32 * 32));
        }

        return input.Tokens;
    }

    private float RunOn(OrtValue[] tokens)
    {
        using var results = _session.Run(_run, ["patches", "positions", "scales"], tokens, ["score"]);
        return results[0].GetTensorDataAsSpan<float>()[0];
    }

    private static OrtValue[] Tokens(MusiqInput input, int count)
    {
        var patches = new float[count * 3 * 32 * 32];
        input.CopyPatches(0, patches.AsSpan(0, input.Tokens * 3 * 32 * 32));
        return
        [
            OrtValue.CreateTensorValueFromMemory(patches, [count, 3, 32, 32]),
            OrtValue.CreateTensorValueFromMemory([.. input.Positions, .. new long[count - input.Tokens]], [count]),
            OrtValue.CreateTensorValueFromMemory([.. input.Scales, .. new long[count - input.Tokens]], [count]),
        ];
    }
}
