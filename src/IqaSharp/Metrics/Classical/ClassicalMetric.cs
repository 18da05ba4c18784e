using IqaSharp.Core;
using IqaSharp.Imaging;
using IqaSharp.Imaging.Planes;
using IqaSharp.Models;

namespace IqaSharp.Metrics.Classical;

/// <summary>A metric without learned weights, and its properties.</summary>
/// <param name="Name">Its name: <c>Metric.Load(name)</c>, <c>--metric name</c>.</param>
/// <param name="Title">Its full name.</param>
/// <param name="ReferenceKind">What an image is compared with: its pristine original, or nothing.</param>
/// <param name="Range">The range that no score leaves; null if one side is unbounded.</param>
/// <param name="HigherIsBetter">Whether a larger score means a better image.</param>
/// <param name="SmallestSide">The shortest side, in pixels, of an image that it can score.</param>
/// <param name="Paper">Where it was published.</param>
public sealed record ClassicalMetric(string Name, string Title, ReferenceKind ReferenceKind, ScoreRange? Range, bool HigherIsBetter, int SmallestSide, string Paper)
{
    /// <summary>What a card says in place of the name of a network.</summary>
    public const string Architecture = "classical";

    /// <summary>The model card, like that of a learned model.</summary>
    public ModelCard Card => new()
    {
        Name = Name,
        Architecture = Architecture,
        Configuration = [],
        ReferenceKind = ReferenceKind,
        Range = Range,
        HigherIsBetter = HigherIsBetter,
        SmallestSide = SmallestSide,
        Description = $"{Title}. Computed from {Channels}",
        Paper = Paper,
    };

    /// <summary>What it computes from red, green and blue: which conversion, in which range, rounded or not.</summary>
    public string Channels { get; internal init; } = "";

    /// <summary>Whether a better score means a better image. Entropy and sharpness do not rate quality: noise and ringing raise them too.</summary>
    public bool RatesQuality { get; init; } = true;

    /// <summary>The most memory that a score takes for each pixel, in bytes: measured, and doubled where the pool's powers of two ask for it.</summary>
    public int BytesPerPixel { get; internal init; } = 50;

    /// <summary>The similarity map of a reference and a distorted image that the score is pooled from, 1 where nothing differs;
    /// null for a metric without a single such map. It may be smaller than the images.</summary>
    public Func<Image, Image, Plane>? Map { get; init; }

    /// <summary>Extracts a reference's features once, to score any number of images of its size; null for a no-reference metric.</summary>
    internal Func<Image, IClassicalReference>? PrepareReference { get; init; }

    /// <summary>Scores an image without a reference; null for a metric that needs one.</summary>
    internal Func<Image, double>? ScoreAlone { get; private init; }

    /// <summary>The metric as one that extracts the same features from both images and compares them.</summary>
    /// <param name="extract">The features of an image.</param>
    /// <param name="compare">The score from the features of a reference and a distorted image; NaN for 0/0.</param>
    internal ClassicalMetric ScoredBy<T>(Func<Image, T> extract, Func<T, T, double> compare)
        where T : IDisposable =>
        ScoredBy(extract, (reference, distorted) => new QualityScore(compare(reference, distorted)));

    /// <summary>The metric as one whose score is made of sub-scores.</summary>
    /// <inheritdoc cref="ScoredBy{T}(Func{Image, T}, Func{T, T, double})"/>
    internal ClassicalMetric ScoredBy<T>(Func<Image, T> extract, Func<T, T, QualityScore> compare)
        where T : IDisposable =>
        this with { PrepareReference = reference => new ClassicalReference<T>(this, reference, extract, compare) };

    /// <summary>The metric as one that scores an image without a reference.</summary>
    internal ClassicalMetric ScoredBy(Func<Image, double> score) => this with { ScoreAlone = score };
}
