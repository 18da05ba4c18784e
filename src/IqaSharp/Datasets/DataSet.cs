using IqaSharp.Core;
using IqaSharp.Imaging;

namespace IqaSharp.Datasets;

/// <summary>Images with subjective scores.</summary>
/// <param name="Name">A known set's name, or a manifest's file name without extension.</param>
/// <param name="Items">The images.</param>
/// <param name="ScoreRange">The scale of the scores; null for a manifest, which does not state one.</param>
/// <param name="HigherIsBetter">Whether higher scores mean better quality: false for difference scores (DMOS).</param>
public sealed record DataSet(string Name, IReadOnlyList<DataItem> Items, ScoreRange? ScoreRange = null, bool HigherIsBetter = true)
{
    /// <summary>Makes or reads the degraded input that an image was restored from; null if the set has no restorations.</summary>
    public Func<DataItem, Image>? Degraded { get; init; }

    /// <summary>Whether every image has its pristine original.</summary>
    public bool HasReferences => Items.All(item => item.Reference is not null);

    /// <summary>The images of one split. A set without official splits is divided: a fifth is <c>test</c>, the rest <c>train</c>, and scenes stay together.</summary>
    /// <param name="split">Its name, ignoring case.</param>
    /// <exception cref="BadInputException">There is no such split; the message lists the splits.</exception>
    public DataSet Of(string split)
    {
        var items = Items.Any(item => item.Split is not null) ? Items : Splits.Assign(Items);
        var chosen = items.Where(item => string.Equals(item.Split, split, StringComparison.OrdinalIgnoreCase)).ToList();
        return chosen.Count > 0
            ? this with { Items = chosen }
            : throw new BadInputException(Name, $"no split is called '{split}': there {SplitNames(items)}");
    }

    /// <summary>At most so many of the images, drawn by a hash of their names, so that everybody draws the same ones; in the order of the set.</summary>
    public DataSet Sample(int images)
    {
        var drawn = Splits.Sample(Items, images);
        return this with { Items = [.. Items.Where((_, i) => drawn.Contains(i))] };
    }

    /// <summary>The files that do not exist, without duplicates, in the order of the items.</summary>
    public IReadOnlyList<string> Missing() =>
        [.. Items.SelectMany(item => new[] { item.Image, item.Reference, item.Degraded }).OfType<string>().Distinct().Where(file => !File.Exists(file))];

    /// <summary>Refuses a set that lists an image twice with the same reference.</summary>
    /// <exception cref="BadInputException">It does; the message names the first such image.</exception>
    internal void RequireDistinct()
    {
        var twice = Items.GroupBy(item => (item.Image, item.Reference)).Where(group => group.Count() > 1).ToList();
        if (twice.Count > 0)
        {
            throw new BadInputException(Name, $"{twice[0].Key.Image} occurs {twice[0].Count()} times{(twice.Count > 1 ? $", and {twice.Count - 1} more of its images more than once" : "")}");
        }
    }

    private static string SplitNames(IReadOnlyList<DataItem> items)
    {
        var names = items.Select(item => item.Split).OfType<string>().Distinct().ToList();
        return names.Count == 1 ? $"is {names[0]}" : $"are {string.Join(", ", names)}";
    }
}
