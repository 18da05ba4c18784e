using System.Globalization;
using IqaSharp.Core;
using IqaSharp.Imaging;

namespace IqaSharp.Networks.FeatureDistances;

/// <summary>Runs a network that compares features. Those of a reference are computed once for all images that are held against it.</summary>
internal sealed class FeatureDistanceScorer(string name, IFeatureDistance network, IReadOnlyDictionary<string, Tensor> weights, IEngine engine) : IPairScorer
{
    // Four bytes for each of the maps' numbers; a run holds two to three times as much, beside the reference's maps.
    private const long MostFeatureBytes = 1L << 32;

    private readonly ICompiledGraph _features = engine.Compile(new FeatureStage(network), weights);
    private readonly ICompiledGraph _distance = engine.Compile(new DistanceStage(network), weights);
    private readonly string[] _maps = [.. network.Channels.Select((_, map) => FeatureStage.Features(map))];

    public IScorer With(Image reference, CancellationToken cancellation) => new WithReference(this, Features(reference, cancellation));

    /// <summary>The differences of two images of one size that the score is the weighted sum of.</summary>
    public float[] Differences(Image image, Image reference)
    {
        using var features = Features(reference, CancellationToken.None);
        return Run(image, features, FeatureDistanceGraph.Differences, CancellationToken.None);
    }

    public void Dispose()
    {
        _features.Dispose();
        _distance.Dispose();
    }

    private GraphOutputs Features(Image image, CancellationToken cancellation) => _features.Run([Input(image)], _maps, cancellation: cancellation);

    private GraphValue Input(Image image)
    {
        if (Math.Min(image.Width, image.Height) < network.SmallestSide)
        {
            throw new BadImageException(image.Name, $"{image.Width}×{image.Height} pixels are too few: {name} needs {network.SmallestSide} on the shorter side");
        }

        var (width, height) = network.SizeOf(image);
        var bytes = sizeof(float) * network.FeaturesPerPixel * height * width;
        return bytes <= MostFeatureBytes ? network.Input(FeatureStage.Image, image) : throw new BadImageException(
            image.Name,
            string.Create(CultureInfo.InvariantCulture, $"{width}×{height} pixels are too many for {name}: their features would take {bytes / 1e9:0.0} GB, and the limit is {MostFeatureBytes / 1e9:0.0} (reduce the image and its reference)"));
    }

    private float[] Run(Image image, GraphOutputs reference, string output, CancellationToken cancellation)
    {
        using var distorted = Features(image, cancellation);
        using var outputs = _distance.Run([.. _maps.Select((_, map) => distorted[map] with { Name = DistanceStage.Distorted(map) }), .. _maps.Select((_, map) => reference[map])], [output], cancellation: cancellation);
        return outputs[0].Floats.ToArray();
    }

    private sealed class WithReference(FeatureDistanceScorer scorer, GraphOutputs features) : IScorer
    {
        public QualityScore Score(Image image, CancellationToken cancellation) => new(scorer.Run(image, features, FeatureDistanceGraph.Score, cancellation)[0]);

        public void Dispose() => features.Dispose();
    }
}
