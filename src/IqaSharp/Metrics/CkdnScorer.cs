using IqaSharp.Core;
using IqaSharp.Engines.Onnx;
using IqaSharp.Imaging;
using IqaSharp.Imaging.Resampling;
using IqaSharp.Networks;
using IqaSharp.Networks.Backbones;
using IqaSharp.Networks.Ckdn;
using Microsoft.ML.OnnxRuntime;

namespace IqaSharp.Metrics;

/// <summary>CKDN on ONNX Runtime, with the published preprocessing: the shorter side to crop / 0.875, the restored image bicubically,
/// the degraded one by nearest neighbour, then the middle; or on whole images.</summary>
internal sealed class CkdnScorer : IPairScorer
{
    private const double CropShare = 0.875;

    // The longer side follows the shorter: a sliver would become an image of gigabytes.
    private const int MostSlender = 100;

    private readonly CkdnConfig _config;
    private readonly Normalisation _normalisation;
    private readonly InferenceSession? _reference;
    private readonly InferenceSession _predictor;

    public CkdnScorer(CkdnConfig config, IReadOnlyDictionary<string, Tensor> weights, MetricOptions options)
    {
        _config = config;
        _normalisation = new Normalisation(Backbone.Of(config.Backbone));
        using var settings = Sessions.Settings(options);
        _reference = config.Reference == CkdnReference.None ? null : new InferenceSession(CkdnGraph.ReferenceBranch(config, weights).ToBytes(), settings);
        _predictor = new InferenceSession(CkdnGraph.Predictor(config, weights).ToBytes(), settings);
    }

    /// <summary>For a network without a reference branch.</summary>
    public IScorer Alone() => new WithReference(this, null);

    public IScorer With(Image reference, CancellationToken cancellation)
    {
        if (_reference is null)
        {
            return Alone();
        }

        using var run = new RunOptions();
        using var input = Input(reference, PillowNearest.Resize);
        return new WithReference(this, Sessions.Cancellable(run, () => _reference.Run(run, [CkdnGraph.Reference], [input], [CkdnGraph.Embedding])[0], cancellation));
    }

    public void Dispose()
    {
        _reference?.Dispose();
        _predictor.Dispose();
    }

    /// <summary>The image that the network sees, and which part of it.</summary>
    internal static (Image Image, int X, int Y, int Width, int Height) Seen(Image image, CkdnConfig config, Func<Image, int, int, Image> resize)
    {
        if (config.Whole)
        {
            var view = FullImageInput.Of(image, config.ViewingSide, config.Crop, config.LargestReduction, config.FeatureStride);
            return (view, 0, 0, view.Width, view.Height);
        }

        var (resized, x, y) = Prepare(image, config.Crop, resize);
        return (resized, x, y, config.Crop, config.Crop);
    }

    /// <summary>The middle of the resized image.</summary>
    internal static (Image Resized, int X, int Y) Prepare(Image image, int crop, Func<Image, int, int, Image> resize)
    {
        var (shorter, longer) = (Math.Min(image.Width, image.Height), Math.Max(image.Width, image.Height));
        if (longer > MostSlender * (long)shorter)
        {
            throw new BadImageException(image.Name, $"{image.Width}×{image.Height} pixels are more than {MostSlender} times as long as wide, of which no crop of the middle shows enough");
        }

        var side = (int)(crop / CropShare);
        var other = (int)((long)side * longer / shorter); // truncated, as torchvision's Resize does
        var resized = image.Width < image.Height ? resize(image, side, other) : resize(image, other, side);
        return (resized, Offset(resized.Width, crop), Offset(resized.Height, crop));
    }

    private static int Offset(int length, int crop) => (int)Math.Round((length - crop) / 2.0, MidpointRounding.ToEven);

    private OrtValue Input(Image image, Func<Image, int, int, Image> resize)
    {
        var (seen, x, y, width, height) = Seen(image, _config, resize);
        return Sessions.Wrap(_normalisation.Crop(seen, x, y, width, height).AsMemory(), 1, 3, height, width);
    }

    /// <summary>A reference's embedding.</summary>
    private sealed class WithReference(CkdnScorer scorer, OrtValue? embedding) : IScorer
    {
        public QualityScore Score(Image image, CancellationToken cancellation)
        {
            using var run = new RunOptions();
            using var restored = scorer.Input(image, PillowBicubic.Resize);
            using var results = Sessions.Cancellable(
                run,
                () => embedding is null
                    ? scorer._predictor.Run(run, [CkdnGraph.Restored], [restored], [CkdnGraph.Score])
                    : scorer._predictor.Run(run, [CkdnGraph.Restored, CkdnGraph.Embedding], [restored, embedding], [CkdnGraph.Score]),
                cancellation);
            return new QualityScore(results[0].GetTensorDataAsSpan<float>()[0]);
        }

        public void Dispose() => embedding?.Dispose();
    }
}
