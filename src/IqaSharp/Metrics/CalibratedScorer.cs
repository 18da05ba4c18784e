using IqaSharp.Core;
using IqaSharp.Imaging;
using IqaSharp.Models;
using IqaSharp.Networks;

namespace IqaSharp.Metrics;

/// <summary>Adds to each score its interval and the image's familiarity, from the same run of the network.</summary>
internal sealed class CalibratedScorer : IEmbeddingScorer
{
    private readonly IEmbeddingScorer _network;
    private readonly Calibration _calibration;
    private readonly ScoreRange _range;

    private CalibratedScorer(IEmbeddingScorer network, Calibration calibration, ScoreRange range) => (_network, _calibration, _range) = (network, calibration, range);

    public int EmbeddingLength => _network.EmbeddingLength;

    public int PlaceLength => _network.PlaceLength;

    /// <summary>The network of a model: with its calibration, if it has one and gives embeddings.</summary>
    /// <exception cref="BadWeightsException">The calibration is that of another network.</exception>
    public static ILoadedNetwork Of(ILoadedNetwork network, Model model, string file)
    {
        if (model.Calibration is not { } calibration || network is not IEmbeddingScorer scorer)
        {
            return network;
        }

        if (calibration.Error.Weights.Length != scorer.EmbeddingLength || calibration.Familiarity.Weights.Length != scorer.EmbeddingLength)
        {
            network.Dispose();
            throw new BadWeightsException(file, $"its calibration is for embeddings of {calibration.Familiarity.Weights.Length} numbers, but the network's have {scorer.EmbeddingLength}");
        }

        return new CalibratedScorer(scorer, calibration, model.Card.Range ?? new(double.NegativeInfinity, double.PositiveInfinity));
    }

    public long Pixels(int width, int height) => _network.Pixels(width, height);

    public QualityScore Score(Image image, CancellationToken cancellation) => ScoreAndEmbed(image, cancellation).Score;

    public (QualityScore Score, Embedding Embedding) ScoreAndEmbed(Image image, CancellationToken cancellation)
    {
        var (score, embedding) = _network.ScoreAndEmbed(image, cancellation);
        return (Known(score, embedding), embedding);
    }

    public Examination Examine(Image image, CancellationToken cancellation)
    {
        var examined = _network.Examine(image, cancellation);
        return examined with { Score = Known(examined.Score, examined.Embedding) };
    }

    public Embedding Embed(Image image, CancellationToken cancellation) => _network.Embed(image, cancellation);

    public void Dispose() => _network.Dispose();

    private QualityScore Known(QualityScore score, Embedding embedding)
    {
        var vector = Calibration.Vector(embedding);
        var halfWidth = _calibration.Error.HalfWidth(vector);
        return score with
        {
            Interval = new(Math.Clamp(score.Value - halfWidth, _range.Low, _range.High), Math.Clamp(score.Value + halfWidth, _range.Low, _range.High)),
            Familiarity = _calibration.Familiarity.Familiarity(vector),
        };
    }
}
