using IqaSharp.Core;
using IqaSharp.Engines.Onnx;
using IqaSharp.Imaging;
using IqaSharp.Networks;
using IqaSharp.Networks.Backbones;
using IqaSharp.Networks.Iqt;
using Microsoft.ML.OnnxRuntime;

namespace IqaSharp.Metrics;

/// <summary>IQT on ONNX Runtime: the backbone on each crop or on the whole image, the transformer on each pair of crops, the mean over the crops.</summary>
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
        _featureShape = [1, config.FeatureChannels, config.FeatureSide, config.FeatureSide];
        _normalisation = new Normalisation(Backbone.Of(config.Backbone));
        using var settings = Sessions.Settings(options);
        _backbone = new InferenceSession(IqtGraph.Backbone(config, weights).ToBytes(), settings);
        _memory = IqtGraph.Memory(config, weights) is { } memory ? new InferenceSession(memory.ToBytes(), settings) : null;
        _transformer = new InferenceSession(IqtGraph.Transformer(config, weights).ToBytes(), settings);
    }

    /// <summary>How many crops the backbone has looked at.</summary>
    internal int BackboneRuns => _backboneRuns;

    public IScorer With(Image reference, CancellationToken cancellation)
    {
        using var run = new RunOptions();
        return new WithReference(this, Sessions.Cancellable(
            run,
            () =>
            {
                var look = Look(reference, run);
                return Grid(reference).Select(crop => Remember(crop, look(crop), run)).ToArray();
            },
            cancellation));
    }

    public void Dispose()
    {
        _backbone.Dispose();
        _memory?.Dispose();
        _transformer.Dispose();
    }

    /// <summary>Where the crops begin, in pixels or, of a whole image's maps, in positions.</summary>
    private IReadOnlyList<(int X, int Y)> Grid(Image reference)
    {
        if (_config.Whole)
        {
            var view = View(reference);
            return CropGrid.Of(view.Width / _config.FeatureStride, view.Height / _config.FeatureStride, _config.Side, _options.Crops);
        }

        var side = _config.Crop;
        return Math.Min(reference.Width, reference.Height) >= side
            ? CropGrid.Of(reference.Width, reference.Height, side, _options.Crops)
            : throw new BadImageException(reference.Name, $"{reference.Width}×{reference.Height} pixels are less than the crop of {side}×{side} that the network looks at");
    }

    private Image View(Image image) => FullImageInput.Of(image, _config.ViewingSide, _config.Crop, FullImageInput.LargestFactor, _config.FeatureStride);

    /// <summary>Of a crop: [channels, side, side].</summary>
    private Func<(int X, int Y), float[]> Look(Image image, RunOptions run)
    {
        if (!_config.Whole)
        {
            return crop => Features(_normalisation.Crop(image, crop.X, crop.Y, _config.Crop, _config.Crop), _config.Crop, _config.Crop, run);
        }

        var view = View(image);
        var (rows, columns) = (view.Height / _config.FeatureStride, view.Width / _config.FeatureStride);
        var maps = Features(_normalisation.Crop(view, 0, 0, view.Width, view.Height), view.Width, view.Height, run);
        return crop => Cut(maps, rows, columns, crop);
    }

    private float[] Features(float[] planes, int width, int height, RunOptions run)
    {
        Interlocked.Increment(ref _backboneRuns);
        using var source = Sessions.Wrap(planes.AsMemory(), 1, 3, height, width);
        using var results = _backbone.Run(run, [IqtGraph.Crops], [source], [IqtGraph.Features]);
        return results[0].GetTensorDataAsSpan<float>().ToArray();
    }

    private float[] Cut(float[] maps, int rows, int columns, (int X, int Y) crop)
    {
        var side = _config.Side;
        var features = new float[maps.Length / (rows * columns) * side * side];
        for (var (from, to) = ((crop.Y * columns) + crop.X, 0); to < features.Length; from += rows * columns)
        {
            for (var row = 0; row < side; row++, to += side)
            {
                maps.AsSpan(from + (row * columns), side).CopyTo(features.AsSpan(to));
            }
        }

        return features;
    }

    private Seen Remember((int X, int Y) crop, float[] features, RunOptions run)
    {
        if (_memory is null)
        {
            return new Seen(crop, features, [], []);
        }

        using var source = Sessions.Wrap(features.AsMemory(), _featureShape);
        using var results = _memory.Run(run, [IqtGraph.Reference], [source], [IqtGraph.Remembered]);
        return new Seen(crop, features, results[0].GetTensorDataAsSpan<float>().ToArray(), results[0].GetTensorTypeAndShape().Shape);
    }

    private double Score(float[] features, Seen reference, RunOptions run)
    {
        using var first = Sessions.Wrap(features.AsMemory(), _featureShape);
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
            var scores = Sessions.Cancellable(
                run,
                () =>
                {
                    var look = scorer.Look(image, run);
                    return crops.Select(crop => scorer.Score(look(crop.Crop), crop, run)).ToArray();
                },
                cancellation);
            var mean = scores.Average();
            return new QualityScore(mean) { Spread = Math.Sqrt(scores.Average(score => (score - mean) * (score - mean))) };
        }

        public void Dispose()
        {
            // the network is the metric's
        }
    }
}
