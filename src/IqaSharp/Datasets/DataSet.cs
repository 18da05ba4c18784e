using IqaSharp.Core;
using IqaSharp.Imaging;

namespace IqaSharp.Datasets;

/// <summary>Images with the scores that people gave them.</summary>
/// <param name="Name">A known set's name, or a manifest's file name without its ending.</param>
/// <param name="Items">The images.</param>
/// <param name="ScoreRange">The scale of the scores; null for a manifest, which does not say.</param>
/// <param name="HigherIsBetter">Whether a larger score is a better image: false for difference scores (DMOS).</param>
public sealed record DataSet(string Name, IReadOnlyList<DataItem> Items, ScoreRange? ScoreRange = null, bool HigherIsBetter = true)
{
    /// <summary>Makes or reads the degraded input that an image was restored from; null where there are no restorations.</summary>
    public Func<DataItem, Image>? Degraded { get; init; }

    /// <summary>Whether every image has its pristine original.</summary>
    public bool HasReferences => Items.All(item => item.Reference is not null);

    /// <summary>The images of one split. Where the set has no official ones, a fifth of it is <c>test</c> and the rest <c>train</c>, whole scenes where there are some.</summary>
    /// <param name="split">Its name, in any case.</param>
    /// <exception cref="BadInputException">There is no such split; the message says which there are.</exception>
    public DataSet Of(string split)
    {
        var items = Items.Any(item => item.Split is not null) ? Items : Splits.Assigned(Items);
        var chosen = items.Where(item => string.Equals(item.Split, split, StringComparison.OrdinalIgnoreCase)).ToList();
        return chosen.Count > 0
            ? this with { Items = chosen }
            : throw new BadInputException(Name, $"no split is called '{split}': there {Known(items)}");
    }

    /// <summary>The files that are named and not there, each once, in the order of the items.</summary>
    public IReadOnlyList<string> Missing() =>
        [.. Items.SelectMany(item => new[] { item.Image, item.Reference, item.Degraded }).OfType<string>().Distinct().Where(file => !File.Exists(file))];

    private static string Known(IReadOnlyList<DataItem> items)
    {
        var names = items.Select(item => item.Split).OfType<string>().Distinct().ToList();
        return names.Count == 1 ? $"is {names[0]}" : $"are {string.Join(", ", names)}";
    }
}
