using IqaSharp.Core;
using IqaSharp.Imaging;
using IqaSharp.Models;
using IqaSharp.Networks;

namespace IqaSharp.Metrics;

/// <summary>A network whose results are numbers: NaN and infinities are refused. Its scores say how exactly they were computed.</summary>
/// <param name="network">A network that can do what this is used for.</param>
/// <param name="card">The metric's card.</param>
/// <param name="precision">How exactly the network is computed.</param>
internal sealed class DefinedResults(ILoadedNetwork network, ModelCard card, Precision precision) : IScorer, IPairScorer, IEmbedder, ILabeller, IQualityMapper
{
    public long Pixels(int width, int height) => network.Pixels(width, height);

    public QualityScore Score(Image image, CancellationToken cancellation) => Defined(image, ((IScorer)network).Score(image, cancellation));

    public IScorer With(Image reference, CancellationToken cancellation) => new DefinedResults(((IPairScorer)network).With(reference, cancellation), card, precision);

    public Embedding Embed(Image image, CancellationToken cancellation) => Defined(image, ((IEmbedder)network).Embed(image, cancellation));

    public IReadOnlyList<Label> Classify(Image image, CancellationToken cancellation)
    {
        var labels = ((ILabeller)network).Classify(image, cancellation);
        Require(image, labels.Select(label => label.Probability), "instead of a probability");
        return labels;
    }

    /// <exception cref="BadInputException">The metric has no map.</exception>
    public QualityMap Map(Image image, CancellationToken cancellation)
    {
        var map = network is IQualityMapper mapper ? mapper.Map(image, cancellation) : throw new BadInputException(card.Name, "says of an image as a whole how good it is, and not where: it has no map");
        foreach (var value in map.Values.Samples)
        {
            Require(image, [value], "in a map");
        }

        return map;
    }

    public void Dispose() => network.Dispose();

    /// <summary>The score, which is a number.</summary>
    public QualityScore Defined(Image image, QualityScore score)
    {
        Require(image, [score.Value], "instead of a score");
        Require(image, score.Interval is { } interval ? [interval.Low, interval.High] : [], "in an interval");
        return precision == Precision.Exact ? score : score with { Precision = precision };
    }

    /// <summary>The embedding, whose numbers are all numbers.</summary>
    public Embedding Defined(Image image, Embedding embedding)
    {
        Require(image, embedding.Scales.Append(embedding.Image).SelectMany(vector => vector).Select(value => (double)value), "in an embedding");
        return embedding;
    }

    private void Require(Image image, IEnumerable<double> numbers, string instead)
    {
        foreach (var number in numbers)
        {
            if (!double.IsFinite(number))
            {
                throw new UndefinedScoreException(image, card.Name, number, instead);
            }
        }
    }
}
