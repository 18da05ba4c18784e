using IqaSharp.Core;
using IqaSharp.Imaging;

namespace IqaSharp.Networks.Musiq;

/// <summary>A MUSIQ whose head gives a score or a distribution of ratings.</summary>
internal sealed class MusiqScorer(MusiqConfig config, IReadOnlyDictionary<string, Tensor> weights, IEngine engine, ScoringOptions options)
    : MusiqEmbedder(config, weights, engine, options), IEmbeddingScorer
{
    private readonly MusiqConfig _config = config;
    private readonly int? _maxSide = options.MaxSide;

    public int EmbeddingLength => _config.Hidden * (1 + _config.ScaleCount);

    public int PlaceLength => _config.Hidden;

    public QualityScore Score(Image image, CancellationToken cancellation) => ScoreOf(image, Result(image, cancellation));

    public (QualityScore Score, Embedding Embedding) ScoreAndEmbed(Image image, CancellationToken cancellation)
    {
        var (result, embedding) = ResultAndEmbedding(image, cancellation);
        return (ScoreOf(image, result), embedding);
    }

    public Examination Examine(Image image, CancellationToken cancellation)
    {
        var (result, embedding, places) = ResultAndPlaces(image, cancellation);
        return new Examination(ScoreOf(image, result), embedding, places);
    }

    private QualityScore ScoreOf(Image image, float[] result) =>
        new QualityScore(_config.IsDistribution ? Expectation(result) : result[0])
        {
            Distribution = _config.IsDistribution ? Array.ConvertAll(result, p => (double)p) : null,
            NativeSide = _config.Native && NativeLimit is { } limit && limit < Math.Max(image.Width, image.Height) ? limit : null,
        };

    /// <summary>The longest side of the native scale: the option's or the model's own, whichever is smaller.</summary>
    private int? NativeLimit => _maxSide < _config.NativeSide ? _maxSide : _config.NativeSide ?? _maxSide;

    /// <summary>The expected rating: Σ k · p(k), ratings from 1.</summary>
    private static double Expectation(float[] distribution) => distribution.Select((p, k) => (k + 1) * (double)p).Sum();
}
