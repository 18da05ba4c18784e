using IqaSharp.Core;
using IqaSharp.Imaging;
using IqaSharp.Networks.Backbones;

namespace IqaSharp.Networks.Iqt;

/// <summary>Runs IQT: the backbone on each crop or on the whole image, the transformer on each pair of crops, the mean over the crops.</summary>
internal sealed class IqtScorer : IPairScorer
{
    private readonly IqtConfig _config;
    private readonly int _crops;
    private readonly Normalisation _normalisation;
    private readonly ICompiledGraph _features;
    private readonly ICompiledGraph? _reference;
    private readonly ICompiledGraph _score;
    private readonly IqtDifferenceMapper _mapper;
    private readonly long[] _featureShape;
    private int _backboneRuns;

    public IqtScorer(IqtConfig config, IReadOnlyDictionary<string, Tensor> weights, IEngine engine, int crops)
    {
        (_config, _crops) = (config, crops);
        _featureShape = [1, config.FeatureChannels, config.FeatureSide, config.FeatureSide];
        _normalisation = new Normalisation(Backbone.Of(config.Backbone));
        _features = engine.Compile(new IqtFeatureStage(config), weights);
        _reference = config.Sampling == IqtSampling.Grid ? engine.Compile(new IqtReferenceStage(config), weights) : null;
        _score = engine.Compile(new IqtScoreStage(config), weights);
        _mapper = new IqtDifferenceMapper(config, weights, engine, _features);
    }

    /// <summary>How often the backbone has run, for tests.</summary>
    internal int BackboneRuns => _backboneRuns;

    public long Pixels(int width, int height) =>
        _config.Whole ? FullImageInput.Pixels(width, height, _config.ViewingSide, FullImageInput.LargestFactor) : (long)_crops * _config.Crop * _config.Crop;

    public IScorer With(Image reference, CancellationToken cancellation)
    {
        var view = View(reference);
        var features = CropFeatures(view, cancellation);
        return new WithReference(this, reference, [.. Grid(view).Select(crop => Remember(crop, features(crop), cancellation))]);
    }

    public void Dispose()
    {
        _features.Dispose();
        _reference?.Dispose();
        _score.Dispose();
        _mapper.Dispose();
    }

    private Image View(Image image) => _config.Whole ? FullImageInput.Of(image, _config.ViewingSide, _config.Crop, FullImageInput.LargestFactor, _config.FeatureStride) : image;

    /// <summary>Where the crops begin: in pixels or, of a whole image's maps, in positions.</summary>
    private IReadOnlyList<(int X, int Y)> Grid(Image view)
    {
        if (_config.Whole)
        {
            return CropGrid.Of(view.Width / _config.FeatureStride, view.Height / _config.FeatureStride, _config.Side, _crops);
        }

        var side = _config.Crop;
        return Math.Min(view.Width, view.Height) >= side
            ? CropGrid.Of(view.Width, view.Height, side, _crops)
            : throw new BadImageException(view.Name, $"{view.Width}×{view.Height} pixels are less than the crop of {side}×{side} that the network looks at");
    }

    /// <summary>Gives the features of a crop: [channels, side, side].</summary>
    private Func<(int X, int Y), float[]> CropFeatures(Image view, CancellationToken cancellation)
    {
        if (!_config.Whole)
        {
            return crop => Features(view, crop.X, crop.Y, _config.Crop, _config.Crop, cancellation);
        }

        var (rows, columns) = (view.Height / _config.FeatureStride, view.Width / _config.FeatureStride);
        var maps = Features(view, 0, 0, view.Width, view.Height, cancellation);
        return crop => Cut(maps, rows, columns, crop);
    }

    private float[] Features(Image view, int x, int y, int width, int height, CancellationToken cancellation)
    {
        Interlocked.Increment(ref _backboneRuns);
        using var outputs = _features.Run([_normalisation.Input(_features, IqtFeatureStage.Images, view, x, y, width, height)], [IqtFeatureStage.Features], cancellation: cancellation);
        return outputs[0].Floats.ToArray();
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

    private Seen Remember((int X, int Y) crop, float[] features, CancellationToken cancellation)
    {
        var reference = new GraphValue(IqtGraph.Reference, features, _featureShape);
        if (_reference is null)
        {
            return new Seen(crop, [reference]);
        }

        using var outputs = _reference.Run([reference], [IqtReferenceStage.Remembered], cancellation: cancellation);
        return new Seen(crop, [reference, outputs[0].Copy()]);
    }

    private double Score(float[] features, Seen reference, CancellationToken cancellation)
    {
        using var outputs = _score.Run([new GraphValue(IqtGraph.Distorted, features, _featureShape), .. reference.Values], [IqtGraph.Score], cancellation: cancellation);
        return outputs[0].Floats.Span[0];
    }

    /// <summary>What is known of a crop of a reference: its features and, where there is such a stage, what is remembered of them.</summary>
    private sealed record Seen((int X, int Y) Crop, GraphValue[] Values);

    /// <summary>A reference, crop by crop.</summary>
    private sealed class WithReference(IqtScorer scorer, Image reference, Seen[] crops) : IScorer, IQualityMapper
    {
        public QualityScore Score(Image image, CancellationToken cancellation)
        {
            var features = scorer.CropFeatures(scorer.View(image), cancellation);
            var scores = Array.ConvertAll(crops, crop => scorer.Score(features(crop.Crop), crop, cancellation));
            var mean = scores.Average();
            return new QualityScore(mean) { Spread = Math.Sqrt(scores.Average(score => (score - mean) * (score - mean))) };
        }

        public QualityMap Map(Image image, CancellationToken cancellation) => scorer._mapper.Map(image, reference, cancellation);

        public void Dispose()
        {
            // the network is the metric's
        }
    }
}
