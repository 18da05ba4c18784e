using IqaSharp.Core;
using IqaSharp.Imaging;
using IqaSharp.Imaging.Planes;
using IqaSharp.Models;

namespace IqaSharp.Metrics.Classical;

/// <summary>A metric without learned weights, and all that a user may ask of it.</summary>
/// <param name="Name">What it is called: <c>Metric.Load(name)</c>, <c>--metric name</c>.</param>
/// <param name="Title">Its whole name, and what it looks at.</param>
/// <param name="ReferenceKind">What an image is held against: its pristine original, or nothing.</param>
/// <param name="Range">The scores that images have; null where there is no bound.</param>
/// <param name="HigherIsBetter">Whether a larger score is a better image.</param>
/// <param name="SmallestSide">The shortest side in pixels that it can look at.</param>
/// <param name="Paper">Where it was published.</param>
public sealed record ClassicalMetric(string Name, string Title, ReferenceKind ReferenceKind, ScoreRange? Range, bool HigherIsBetter, int SmallestSide, string Paper)
{
    /// <summary>What the cards of such metrics say in place of a network's name.</summary>
    public const string Architecture = "classical";

    /// <summary>The card, as learned models have one.</summary>
    public ModelCard Card => new()
    {
        Name = Name,
        Architecture = Architecture,
        Configuration = [],
        ReferenceKind = ReferenceKind,
        Range = Range,
        HigherIsBetter = HigherIsBetter,
        SmallestSide = SmallestSide,
        Description = Title,
        Paper = Paper,
    };

    /// <summary>The similarity at each place of a reference and a distorted image, 1 where nothing differs, that the score is computed from;
    /// null for a metric that is not computed from one such map. The map may be smaller than the images.</summary>
    public Func<Image, Image, Plane>? Map { get; init; }

    /// <summary>Looks at a reference once, for any number of images of its size; null for a metric that judges an image alone.</summary>
    internal Func<Image, IClassicalReference>? With { get; init; }

    /// <summary>Judges an image alone; null for a metric that needs a reference.</summary>
    internal Func<Image, double>? Alone { get; private init; }

    /// <summary>Makes it a metric that sees the same in both images and compares what it has seen.</summary>
    /// <param name="look">What it sees in an image.</param>
    /// <param name="compare">The score of a reference and a distorted image.</param>
    internal ClassicalMetric Comparing<T>(Func<Image, T> look, Func<T, T, double> compare)
        where T : IDisposable =>
        this with { With = reference => new ClassicalReference<T>(look(reference), look, compare) };

    /// <summary>Makes it a metric that judges an image alone.</summary>
    internal ClassicalMetric Judging(Func<Image, double> score) => this with { Alone = score };
}
