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
    private readonly InferenceSession? _memory;
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
        _memory = IqtGraph.Memory(config, weights) is { } memory ? new InferenceSession(memory.ToBytes(), settings) : null;
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
        var seen = Sessions.Cancellable(run, () => crops.Select(crop => Look(reference, crop, run)).ToArray(), cancellation);
        return new WithReference(this, seen);
    }

    public void Dispose()
    {
        _backbone.Dispose();
        _memory?.Dispose();
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

    private Seen Look(Image reference, (int X, int Y) crop, RunOptions run)
    {
        var features = Features(reference, crop, run);
        if (_memory is null)
        {
            return new Seen(crop, features, [], []);
        }

        using var source = Sessions.Wrap(features.AsMemory(), _featureShape);
        using var results = _memory.Run(run, [IqtGraph.Reference], [source], [IqtGraph.Remembered]);
        return new Seen(crop, features, results[0].GetTensorDataAsSpan<float>().ToArray(), results[0].GetTensorTypeAndShape().Shape);
    }

    private double Score(Image image, Seen reference, RunOptions run)
    {
        using var first = Sessions.Wrap(Features(image, reference.Crop, run).AsMemory(), _featureShape);
        using var second = Sessions.Wrap(reference.Features.AsMemory(), _featureShape);
        using var remembered = _memory is null ? null : Sessions.Wrap(reference.Remembered.AsMemory(), reference.RememberedShape);
        using var results = remembered is null
            ? _transformer.Run(run, [IqtGraph.Distorted, IqtGraph.Reference], [first, second], [IqtGraph.Score])
            : _transformer.Run(run, [IqtGraph.Distorted, IqtGraph.Reference, IqtGraph.Remembered], [first, second, remembered], [IqtGraph.Score]);
        return results[0].GetTensorDataAsSpan<float>()[0];
    }

    /// <summary>What is known of a crop of a reference.</summary>
    private sealed record Seen((int X, int Y) Crop, float[] Features, float[] Remembered, long[] RememberedShape);

    /// <summary>A reference, crop by crop.</summary>
    private sealed class WithReference(IqtScorer scorer, Seen[] crops) : IScorer
    {
        public QualityScore Score(Image image, CancellationToken cancellation)
        {
            using var run = new RunOptions();
            var scores = Sessions.Cancellable(run, () => crops.Select(crop => scorer.Score(image, crop, run)).ToArray(), cancellation);
            var mean = scores.Average();
            return new QualityScore(mean) { Spread = Math.Sqrt(scores.Average(score => (score - mean) * (score - mean))) };
        }

        public void Dispose()
        {
            // the network is the metric's
        }
    }
}
