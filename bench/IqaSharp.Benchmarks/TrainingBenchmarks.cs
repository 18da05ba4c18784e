using BenchmarkDotNet.Attributes;
using IqaSharp.Engines.Onnx;
using IqaSharp.Imaging;
using IqaSharp.Networks;
using IqaSharp.Networks.Musiq;
using IqaSharp.Training.Data;
using IqaSharp.Training.Losses;
using IqaSharp.Training.Maps;
using IqaSharp.Training.Recipes;
using IqaSharp.Training.Tasks.Musiq;
using IqaSharp.Training.Torch;
using static TorchSharp.torch;

namespace IqaSharp.Benchmarks;

/// <summary>A step of training without the optimiser: 16 images of 512×384, forward and backward; per image.</summary>
[Config(typeof(FewerRuns))]
public class TrainingBenchmarks
{
    private const int Batch = 16;

    private readonly string _folder = Directory.CreateTempSubdirectory("iqa-bench").FullName;
    private RatedPhotograph[] _examples = [];
    private MusiqTrainingTask _full = null!;
    private MusiqTrainingTask _small = null!;
    private MusiqTrainingTask _frozen = null!;
    private MapCache _maps = null!;

    [GlobalSetup]
    public void Setup()
    {
        LibTorch.Prepare();
        var photo = Image.Load(Photographs.Jpeg(_folder, 512, 384));
        _examples = [.. Enumerable.Range(0, Batch).Select(i => new RatedPhotograph($"{i}", () => photo, 0) { Score = i / (float)Batch })];
        var full = new MusiqConfig();
        var small = UntrainedModel.MusiqS;
        _full = new MusiqTrainingTask(full, Learning(full), new PixelMaps(full, _examples), 0);
        _small = new MusiqTrainingTask(small, Learning(small), new PixelMaps(small, _examples), 0);
        const int Depth = 5;
        var parameters = Learning(small);
        using var mapper = new ShallowMapper(small, Depth, parameters.ToTensors(), new OnnxEngine(threads: 1));
        _maps = MapCache.Open(_folder, mapper, _examples, _ => { });
        _frozen = new MusiqTrainingTask(small, parameters, new CachedMaps(_examples, _ => _maps), Depth);
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        _full.Dispose();
        _small.Dispose();
        _frozen.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Batch, Description = "full-size MUSIQ")]
    public float Full() => Step(_full);

    [Benchmark(OperationsPerInvoke = Batch, Description = "musiq-s, all of it")]
    public float Small() => Step(_small);

    [Benchmark(OperationsPerInvoke = Batch, Description = "musiq-s after its frozen blocks")]
    public float Frozen() => Step(_frozen);

    private static TorchParameters Learning(NetworkConfig config)
    {
        var parameters = new TorchParameters(config.Parameters(), seed: 1);
        foreach (var parameter in parameters.All.Values)
        {
            parameter.requires_grad = true;
        }

        return parameters;
    }

    private float Step(MusiqTrainingTask task)
    {
        using var scope = NewDisposeScope();
        var predicted = task.Prepare([.. Enumerable.Range(0, Batch)], new StageRecipe(), seed: 0)(new TorchNet(task.Parameters)).Scores;
        var loss = Loss.L1(predicted, tensor(_examples.Select(example => example.Score!.Value).ToArray()));
        loss.backward();
        foreach (var parameter in task.Parameters.All.Values)
        {
            parameter.grad = null;
        }

        return loss.item<float>();
    }
}
