using IqaSharp.Core;
using IqaSharp.Imaging;

namespace IqaSharp.Datasets;

/// <summary>A public data set whose published layout can be read.</summary>
public sealed record KnownSet
{
    /// <summary>What it is called: <c>--data name</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What its authors call it.</summary>
    public required string Title { get; init; }

    /// <summary>What is in it, in a line.</summary>
    public required string Description { get; init; }

    /// <summary>How many rated images it has.</summary>
    public required int Images { get; init; }

    /// <summary>The scale of its scores.</summary>
    public required ScoreRange ScoreRange { get; init; }

    /// <summary>Whether a larger score is a better image.</summary>
    public bool HigherIsBetter { get; init; } = true;

    /// <summary>Whether its images have pristine originals.</summary>
    public bool HasReferences { get; init; }

    /// <summary>Its official splits; empty where there are none.</summary>
    public IReadOnlyList<string> Splits { get; init; } = [];

    /// <summary>Under which terms it may be used.</summary>
    public required string Licence { get; init; }

    /// <summary>The paper, as one would cite it in a line.</summary>
    public required string Paper { get; init; }

    /// <summary>Where its authors offer it.</summary>
    public required string Address { get; init; }

    /// <summary>What its folder is called below <c>IQA_DATA</c>, besides its name and title.</summary>
    public IReadOnlyList<string> Folders { get; init; } = [];

    /// <summary>What its folder holds.</summary>
    public required IReadOnlyList<LayoutEntry> Layout { get; init; }

    /// <summary>Reads the images out of a folder that is laid out so.</summary>
    internal Func<string, IEnumerable<DataItem>> Items { get; init; } = static _ => [];

    /// <summary>Makes the degraded input of a restoration, where the set does not hold it.</summary>
    internal Func<DataItem, Image>? Degraded { get; init; }

    /// <summary>The parts of the layout that a folder lacks, alternatives in one line.</summary>
    public IReadOnlyList<string> Missing(string root) =>
        [.. Layout.Where(entry => !entry.Optional && !entry.Found(root).Any()).Select(entry => string.Join(" or ", entry.Paths))];

    /// <summary>Reads the set.</summary>
    /// <param name="root">Its folder.</param>
    /// <exception cref="BadInputException">The folder is laid out otherwise, and the message says what is missing; or a file in it cannot be used.</exception>
    public DataSet Read(string root)
    {
        var folder = Path.GetFullPath(root);
        if (Missing(folder) is { Count: > 0 } missing)
        {
            var reason = Directory.Exists(folder) ? $"is not laid out as {Title}: there is no {string.Join(", no ", missing)}" : "no such folder";
            throw new BadInputException(root, $"{reason} ('iqa datasets {Name}' shows the layout)");
        }

        var items = Items(folder).ToList();
        return items.Count > 0 && items.Any(item => File.Exists(item.Image))
            ? new DataSet(Name, items, ScoreRange, HigherIsBetter) { Degraded = Degraded }
            : throw new BadInputException(root, $"holds none of the images of {Title}{(items.Count > 0 ? $", such as {items[0].Image}" : "")}");
    }
}
