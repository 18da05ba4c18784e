using System.Runtime.CompilerServices;
using IqaSharp.Core;
using IqaSharp.Datasets;
using IqaSharp.Imaging;
using IqaSharp.Metrics;
using IqaSharp.Models;

namespace IqaSharp.Evaluation;

/// <summary>The images to score, in the order given: each with its reference where the metric takes one. Paths at which no image is found keep their place, with the reason.</summary>
/// <param name="Items">The images.</param>
public sealed record WorkList(IReadOnlyList<WorkItem> Items)
{
    /// <summary>Whether images come with references: <paramref name="reference"/> is given, or the only path is a table of pairs.</summary>
    public static bool HasReferences(IReadOnlyList<string> paths, string? reference) => reference is not null || PairTable(paths) is not null;

    /// <summary>Finds the images, and the reference of each.</summary>
    /// <param name="card">The metric's card: whether it takes a reference.</param>
    /// <param name="paths">Files, folders and globs (<see cref="ImageFiles"/>), or a CSV file of pairs (<see cref="PairManifest"/>) where the metric takes a reference.</param>
    /// <param name="reference">The references: one file for all images, or several that are paired by name.</param>
    /// <param name="pairBy">How an image's name shows that of its reference (<see cref="ImagePairs"/>).</param>
    /// <exception cref="ReferenceKindException">The metric takes a reference and none is given, or the other way round.</exception>
    /// <exception cref="UnpairedException">Images have no reference; all of them are listed.</exception>
    /// <exception cref="BadInputException">The table of pairs or a reference cannot be read.</exception>
    public static WorkList Find(ModelCard card, IReadOnlyList<string> paths, string? reference = null, string? pairBy = null)
    {
        ArgumentNullException.ThrowIfNull(card);
        if (card.ReferenceKind == ReferenceKind.NoReference)
        {
            return reference is null && pairBy is null
                ? new WorkList([.. ImageFiles.Find(paths).Select(file => new WorkItem(file.Path, null, file.Error?.Reason))])
                : throw new ReferenceKindException(card);
        }

        return reference is not null ? Paired([.. ImageFiles.Find(paths)], [.. ImageFiles.Find([reference]).Where(static file => !file.IsOtherFormat)], pairBy)
            : PairTable(paths) is { } table ? new WorkList([.. PairManifest.Read(table).Select(pair => new WorkItem(pair.Image, pair.Reference, null))])
            : throw new ReferenceKindException(card);
    }

    /// <summary>Scores the images in their order; an image that was not found is given as one that failed.</summary>
    /// <param name="metric">The metric that the list was made for.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public async IAsyncEnumerable<ScoredImage> ScoreAsync(Metric metric, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(metric);
        var found = Items.Where(item => item.Error is null);
        await using var scored = (metric.Card.ReferenceKind == ReferenceKind.NoReference
            ? metric.ScoreManyAsync(found.Select(item => item.Image), cancellation)
            : metric.ScoreManyAsync(found.Select(item => new ImagePair(item.Image, item.Reference!)), cancellation)).GetAsyncEnumerator(cancellation);
        foreach (var item in Items)
        {
            if (item.Error is { } error)
            {
                yield return new ScoredImage(item.Image, null, error);
            }
            else
            {
                await scored.MoveNextAsync();
                yield return scored.Current;
            }
        }
    }

    private static string? PairTable(IReadOnlyList<string> paths) => paths is [var table] && table.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) ? table : null;

    private static WorkList Paired(IReadOnlyList<ImageFile> images, IReadOnlyList<ImageFile> references, string? pairBy)
    {
        if (references.FirstOrDefault(file => file.Error is not null) is { } bad)
        {
            throw bad.Error!;
        }

        var pairs = new Queue<(string Image, string Reference)>(ImagePairs.ByName([.. images.Where(i => i.Error is null).Select(i => i.Path)], [.. references.Select(r => r.Path)], pairBy));
        return new WorkList([.. images.Select(image => image.Error is { } error ? new WorkItem(image.Path, null, error.Reason) : new WorkItem(image.Path, pairs.Dequeue().Reference, null))]);
    }
}

/// <summary>One image of a <see cref="WorkList"/>.</summary>
/// <param name="Image">Its path.</param>
/// <param name="Reference">The path of its reference; null for a metric that takes none.</param>
/// <param name="Error">Why it cannot be scored; null if it can.</param>
public sealed record WorkItem(string Image, string? Reference, string? Error);
