using IqaSharp.Images;
using IqaSharp.Networks;
using IqaSharp.Weights;
using Microsoft.ML.OnnxRuntime;

namespace IqaSharp.Scoring;

/// <summary>IQT on ONNX Runtime: the backbone on each crop, the transformer on each pair of crops, the mean over the crops.</summary>
internal sealed class IqtScorer : IPairScorer
{
    private readonly IqtConfig _config;
    private readonly MetricOptions _options;
    private readonly Normalisation _normalisation;
    private readonly InferenceSession _backbone;
    private readonly InferenceSession _transformer;
    private readonly long[] _featureShape;
    private int _backboneRuns;

    public IqtScorer(IqtConfig config, IReadOnlyDictionary<string, Tensor> weights, MetricOptions options)
    {
        (_config, _options) = (config, options);
        var backbone = Backbone.Of(config.Backbone);
        var side = backbone.FeatureSide(config.Crop);
        _featureShape = [1, backbone.FeatureChannels, side, side];
        _normalisation = new Normalisation(backbone);
        using var settings = Sessions.Settings(options);
        _backbone = new InferenceSession(IqtGraph.Backbone(config, weights).ToBytes(), settings);
        _transformer = new InferenceSession(IqtGraph.Transformer(config, weights).ToBytes(), settings);
    }

    /// <summary>How many crops the backbone has looked at.</summary>
    internal int BackboneRuns => _backboneRuns;

    public IScorer With(Image reference, CancellationToken cancellation)
    {
        var side = _config.Crop;
        if (Math.Min(reference.Width, reference.Height) < side)
        {
            throw new BadImageException(reference.Name, $"{reference.Width}×{reference.Height} pixels are less than the crop of {side}×{side} that the network looks at");
        }

        var crops = CropGrid.Of(reference.Width, reference.Height, side, _options.Crops);
        using var run = new RunOptions();
        var features = Sessions.Cancellable(run, () => crops.Select(crop => Features(reference, crop, run)).ToArray(), cancellation);
        return new WithReference(this, crops, features);
    }

    public void Dispose()
    {
        _backbone.Dispose();
        _transformer.Dispose();
    }

    /// <summary>[channels, side, side].</summary>
    private float[] Features(Image image, (int X, int Y) crop, RunOptions run)
    {
        Interlocked.Increment(ref _backboneRuns);
        var side = _config.Crop;
        var features = new float[_featureShape.Aggregate(1L, (product, length) => product * length)];
        using var source = Sessions.Wrap(_normalisation.Crop(image, crop.X, crop.Y, side).AsMemory(), 1, 3, side, side);
        using var target = Sessions.Wrap(features.AsMemory(), _featureShape);
        _backbone.Run(run, [IqtGraph.Crops], [source], [IqtGraph.Features], [target]);
        return features;
    }

    private double Score(float[] distorted, float[] reference, RunOptions run)
    {
        using var first = Sessions.Wrap(distorted.AsMemory(), _featureShape);
        using var second = Sessions.Wrap(reference.AsMemory(), _featureShape);
        using var results = _transformer.Run(run, [IqtGraph.Distorted, IqtGraph.Reference], [first, second], [IqtGraph.Score]);
        return results[0].GetTensorDataAsSpan<float>()[0];
    }

    /// <summary>A reference's features, crop by crop.</summary>
    private sealed class WithReference(IqtScorer scorer, IReadOnlyList<(int X, int Y)> crops, float[][] features) : IScorer
    {
        public QualityScore Score(Image image, CancellationToken cancellation)
        {
            using var run = new RunOptions();
            var scores = Sessions.Cancellable(
                run, () => crops.Select((crop, i) => scorer.Score(scorer.Features(image, crop, run), features[i], run)).ToArray(), cancellation);
            var mean = scores.Average();
            return new QualityScore(mean) { Spread = Math.Sqrt(scores.Average(score => (score - mean) * (score - mean))) };
        }

        public void Dispose()
        {
            // the network is the metric's
        }
    }
}
