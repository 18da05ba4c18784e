using IqaSharp.Core;
using IqaSharp.Engines.Onnx;
using IqaSharp.Networks.FeatureDistances;
using IqaSharp.Training.Data;
using IqaSharp.Training.Maps;

namespace IqaSharp.Training.Tasks.FeatureDistances;

/// <summary>Computes the differences between the features of an image and those of its reference, which training does not change; those of an image without a reference are zero.</summary>
internal sealed class FeatureDistanceMapper(string name, IFeatureDistance network, IReadOnlyDictionary<string, Tensor> weights, IReadOnlyList<Example> examples) : IMapper
{
    /// <summary>Differences are as small as 1e-6, where half precision has few digits left, and not above 2.</summary>
    public const float Scale = 4096;

    private readonly FeatureDistanceScorer _scorer = new(name, network, weights, new OnnxEngine(threads: 1));

    public int Channels => network.Length;

    public int CellSide => 1;

    public IReadOnlyList<ScaleMap> Map(Example example)
    {
        var image = example.Load();
        var differences = example.Reference is { } reference ? _scorer.Differences(image, examples[reference].Load()) : new float[network.Length];
        return [new ScaleMap(1, 1, Array.ConvertAll(differences, difference => difference * Scale))];
    }

    public void Dispose() => _scorer.Dispose();
}
