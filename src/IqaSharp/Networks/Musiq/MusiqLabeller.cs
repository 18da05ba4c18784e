using IqaSharp.Core;
using IqaSharp.Imaging;

namespace IqaSharp.Networks.Musiq;

/// <summary>A MUSIQ whose head names what it sees.</summary>
internal sealed class MusiqLabeller(MusiqConfig config, IReadOnlyDictionary<string, Tensor> weights, IEngine engine, ScoringOptions options)
    : MusiqEmbedder(config, weights, engine, options), ILabeller
{
    private readonly IReadOnlyList<string> _labels = config.Labels!;

    public IReadOnlyList<Label> Classify(Image image, CancellationToken cancellation) =>
        [.. _labels.Zip(Result(image, cancellation), (name, share) => new Label(name, share)).OrderByDescending(label => label.Probability)];
}
