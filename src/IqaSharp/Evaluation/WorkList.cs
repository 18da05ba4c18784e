using IqaSharp.Core;
using IqaSharp.Datasets;
using IqaSharp.Imaging;
using IqaSharp.Metrics;
using IqaSharp.Models;

namespace IqaSharp.Evaluation;

/// <summary>The images to score, in the order given: each with its reference where a metric takes one. Paths at which no image is found keep their place, with the reason.</summary>
/// <param name="Items">The images.</param>
public sealed record WorkList(IReadOnlyList<WorkItem> Items)
{
    /// <summary>Whether paths are a single CSV file, and so a table of pairs for a metric that takes references.</summary>
    public static bool IsPairTable(IReadOnlyList<string> paths) => paths is [var table] && table.EndsWith(".csv", StringComparison.OrdinalIgnoreCase);

    /// <summary>Finds the reference of each image, if metrics take one.</summary>
    /// <param name="cards">The metrics' cards: whether one takes a reference.</param>
    /// <param name="images">The images: <see cref="ImageFiles"/>, <see cref="ImageList"/>.</param>
    /// <param name="reference">The references: one file for all images, or several that are paired by name.</param>
    /// <param name="pairBy">How an image's name shows that of its reference (<see cref="ImagePairs"/>).</param>
    /// <exception cref="ReferenceKindException">A metric takes a reference and none is given, or none takes one and one is given.</exception>
    /// <exception cref="UnpairedException">Images have no reference; all of them are listed.</exception>
    /// <exception cref="BadInputException">A reference or a list cannot be read.</exception>
    public static WorkList Find(IReadOnlyList<ModelCard> cards, IEnumerable<ImageFile> images, string? reference = null, string? pairBy = null)
    {
        ArgumentNullException.ThrowIfNull(cards);
        ArgumentNullException.ThrowIfNull(images);
        var needing = cards.FirstOrDefault(static card => card.ReferenceKind != ReferenceKind.NoReference);
        if (needing is null)
        {
            return reference is null && pairBy is null ? new WorkList([.. images.Select(static image => new WorkItem(image, null))]) : throw new ReferenceKindException(cards[0]);
        }

        return reference is not null ? Paired([.. images], [.. ImageFiles.Find([reference]).Where(static file => !file.IsOtherFormat)], pairBy) : throw new ReferenceKindException(needing);
    }

    /// <summary>The images of a table of pairs (<see cref="PairManifest"/>).</summary>
    /// <param name="cards">The metrics' cards: whether one takes a reference.</param>
    /// <param name="table">The path of the table.</param>
    /// <exception cref="ReferenceKindException">No metric takes a reference.</exception>
    /// <exception cref="UnpairedException">Files of the table are missing; all of them are listed.</exception>
    /// <exception cref="BadInputException">The table cannot be read.</exception>
    public static WorkList OfPairs(IReadOnlyList<ModelCard> cards, string table)
    {
        ArgumentNullException.ThrowIfNull(cards);
        return cards.Any(static card => card.ReferenceKind != ReferenceKind.NoReference)
            ? new([.. PairManifest.Read(table).Select(static pair => new WorkItem(new ImageFile(pair.Image), pair.Reference))])
            : throw new ReferenceKindException(cards[0]);
    }

    /// <summary>Scores the images in their order, each decoded once; an image that was not found is given as one that failed.</summary>
    /// <param name="metrics">The metrics that the list was made for.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>For each image a row for each metric, in the order of the metrics.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public IAsyncEnumerable<IReadOnlyList<ScoredImage>> ScoreAsync(IReadOnlyList<Metric> metrics, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        return ScoreAsync(metrics, Items, cancellation);
    }

    /// <summary>Scores images that are taken from a sequence as they are needed, each decoded once.</summary>
    /// <param name="metrics">The metrics.</param>
    /// <param name="items">The images, each with a reference if a metric takes one.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>For each image, in their order, a row for each metric.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static IAsyncEnumerable<IReadOnlyList<ScoredImage>> ScoreAsync(IReadOnlyList<Metric> metrics, IEnumerable<WorkItem> items, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        ArgumentNullException.ThrowIfNull(items);
        return Metric.ScoreManyAsync(metrics, items.Select(static item => (item.Image, item.Reference)), cancellation);
    }

    private static WorkList Paired(IReadOnlyList<ImageFile> images, IReadOnlyList<ImageFile> references, string? pairBy)
    {
        if (references.FirstOrDefault(static file => file.Error is not null) is { } bad)
        {
            throw bad.Error!;
        }

        var pairs = new Queue<(string Image, string Reference)>(ImagePairs.ByName([.. images.Where(static i => i.Error is null).Select(static i => i.Path)], [.. references.Select(static r => r.Path)], pairBy));
        return new WorkList([.. images.Select(image => new WorkItem(image, image.Error is null ? pairs.Dequeue().Reference : null))]);
    }
}

/// <summary>One image of a <see cref="WorkList"/>.</summary>
/// <param name="Image">The image, or why there is none.</param>
/// <param name="Reference">The path of its reference; null where no metric takes one.</param>
public sealed record WorkItem(ImageFile Image, string? Reference);
