using IqaSharp.Core;
using IqaSharp.Imaging;
using IqaSharp.Imaging.Planes;
using IqaSharp.Metrics.Maps;
using IqaSharp.Models;
using IqaSharp.Networks;

namespace IqaSharp.Metrics;

/// <summary>Makes maps and explanations of what a network and its model's explainer say.</summary>
/// <param name="network">The network.</param>
/// <param name="results">Its results, which are numbers.</param>
/// <param name="explainer">Names kinds of damage and rates places; null if the model has none.</param>
/// <param name="card">The model's card.</param>
internal sealed class ExplanationMaker(ILoadedNetwork network, DefinedResults results, Explainer? explainer, ModelCard card)
{
    private const int MostKinds = 3;

    /// <summary>Kinds of damage are named until this much of the likelihood is.</summary>
    private const double NamedShare = 0.8;

    /// <summary>The explainer of a model, if its network can use it.</summary>
    /// <exception cref="BadWeightsException">It is that of another network.</exception>
    public static Explainer? Require(Explainer? explainer, ILoadedNetwork network, string file)
    {
        if (explainer is null || network is not IEmbeddingScorer scorer)
        {
            return null;
        }

        try
        {
            explainer.Kinds.Validate(scorer.EmbeddingLength);
            explainer.Places.Validate(scorer.PlaceLength);
            return explainer;
        }
        catch (FormatException e)
        {
            network.Dispose();
            throw new BadWeightsException(file, $"its explainer cannot be used: {e.Message}", e);
        }
    }

    /// <summary>The map of an image: by the explainer, by the network itself, or by scoring windows.</summary>
    public QualityMap Map(IScorer scorer, Image image, CancellationToken cancellation) =>
        explainer is not null && Examine(image, cancellation) is { } examined ? MapOf(examined)
        : network is IQualityMapper ? results.Map(image, cancellation)
        : ScoreMap.Windows(scorer, card, image, cancellation);

    /// <summary>A score, and what it comes from.</summary>
    public Explanation Explain(IScorer scorer, Image image, CancellationToken cancellation)
    {
        if (explainer is null || Examine(image, cancellation) is not { } examined)
        {
            var map = network is IQualityMapper ? Map(scorer, image, cancellation) : null;
            return new Explanation(scorer.Score(image, cancellation), [], map, map is null ? null : WorstPlace.Of(map), null);
        }

        var places = MapOf(examined);
        return new Explanation(examined.Score, Damage(examined.Embedding), places, WorstPlace.Of(places), explainer.Standing(examined.Score.Value));
    }

    /// <summary>All that one run says of an image; null for a network that gives no embeddings of what it scores.</summary>
    public Examination? Examine(Image image, CancellationToken cancellation) =>
        network is IEmbeddingScorer scorer && scorer.Examine(image, cancellation) is var examined
            ? examined with { Score = results.Defined(image, examined.Score), Embedding = results.Defined(image, examined.Embedding) }
            : null;

    /// <summary>Scores of places, so that their mean, on the scale that they add up on, is the image's score.</summary>
    private QualityMap MapOf(Examination examined)
    {
        var (places, scale) = (examined.Places, new PlaceScale(card.Range));
        double[] changes = [.. Enumerable.Range(0, places.Columns * places.Rows).Select(place => explainer!.Places.Of(places.Of(place)))];
        var level = scale.From(examined.Score.Value) - changes.Average();
        var plane = new Plane(places.Columns, places.Rows);
        for (var place = 0; place < changes.Length; place++)
        {
            plane.Samples[place] = (float)scale.To(level + changes[place]);
        }

        return ScoreMap.OnScale(plane, card);
    }

    private List<Label> Damage(Embedding embedding)
    {
        var kinds = explainer!.Kinds;
        var named = new List<Label>();
        foreach (var label in kinds.Names.Zip(kinds.Likelihoods(Calibration.Vector(embedding)), (name, likelihood) => new Label(name, likelihood)).OrderByDescending(label => label.Probability).Take(MostKinds))
        {
            if (named.Sum(other => other.Probability) < NamedShare)
            {
                named.Add(label);
            }
        }

        return named;
    }
}
