using IqaSharp.Core;
using IqaSharp.Datasets;
using IqaSharp.Imaging;
using IqaSharp.Metrics;
using IqaSharp.Models;

namespace IqaSharp.Cli.Commands;

/// <summary>What is to be scored, in the order given: images, each with its reference where the metric wants one, and what could not be found.</summary>
internal sealed record WorkList(IReadOnlyList<WorkItem> Items)
{
    private const int MostListed = 20;

    /// <summary>Whether the images come with references: one for them, or a table of pairs.</summary>
    public static bool HasReferences(string[] paths, string? reference) => reference is not null || Pairs(paths) is not null;

    /// <summary>The list; null where it cannot be made, which has been said.</summary>
    public static WorkList? Of(ModelCard card, string[] paths, string? reference, string? pairBy)
    {
        if (card.ReferenceKind == ReferenceKind.NoReference)
        {
            return reference is null && pairBy is null
                ? new WorkList([.. ImageFiles.Find(paths).Select(file => new WorkItem(file.Path, null, file.Error?.Reason))])
                : Refuse($"{new ReferenceKindException(card).Message} (--metric chooses another)");
        }

        try
        {
            return reference is null && Pairs(paths) is { } manifest
                ? new WorkList([.. PairManifest.Read(manifest).Select(pair => new WorkItem(pair.Image, pair.Reference, null))])
                : reference is null ? Refuse($"{new ReferenceKindException(card).Message} (--reference)")
                : Paired([.. ImageFiles.Find(paths)], [.. ImageFiles.Find([reference])], pairBy);
        }
        catch (UnpairedException e)
        {
            var more = e.Missing.Count > MostListed ? $"\n… and {e.Missing.Count - MostListed} more" : "";
            return Refuse(string.Join('\n', e.Missing.Take(MostListed)) + more);
        }
        catch (BadInputException e)
        {
            return Refuse(e.Message);
        }
    }

    /// <summary>Scores what can be scored.</summary>
    public IAsyncEnumerable<ScoredImage> Score(Metric metric, CancellationToken cancellation)
    {
        var found = Items.Where(item => item.Error is null);
        return metric.Card.ReferenceKind == ReferenceKind.NoReference
            ? metric.ScoreManyAsync(found.Select(item => item.Image), cancellation)
            : metric.ScoreManyAsync(found.Select(item => new ImagePair(item.Image, item.Reference!)), cancellation);
    }

    private static string? Pairs(string[] paths) => paths is [var table] && table.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) ? table : null;

    private static WorkList Paired(IReadOnlyList<ImageFile> images, IReadOnlyList<ImageFile> references, string? pairBy)
    {
        if (references.FirstOrDefault(file => file.Error is not null) is { } bad)
        {
            throw bad.Error!;
        }

        var pairs = ImagePairs.ByName([.. images.Where(i => i.Error is null).Select(i => i.Path)], [.. references.Select(r => r.Path)], pairBy).GetEnumerator();
        return new WorkList([.. images.Select(image =>
        {
            if (image.Error is { } error)
            {
                return new WorkItem(image.Path, null, error.Reason);
            }

            pairs.MoveNext();
            return new WorkItem(image.Path, pairs.Current.Reference, null);
        })]);
    }

    private static WorkList? Refuse(string why)
    {
        Console.Error.WriteLine(why);
        return null;
    }
}

/// <summary>One image of a list.</summary>
/// <param name="Image">Its path.</param>
/// <param name="Reference">What it is held against, if anything.</param>
/// <param name="Error">Why it cannot be scored; null where it can.</param>
internal sealed record WorkItem(string Image, string? Reference, string? Error);
