using IqaSharp.Core;
using IqaSharp.Imaging;

namespace IqaSharp.Datasets;

/// <summary>A public data set that can be read from its published layout.</summary>
public sealed record KnownSet
{
    /// <summary>Its name on the command line: <c>--data name</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Its title, as its authors write it.</summary>
    public required string Title { get; init; }

    /// <summary>Its contents in one line.</summary>
    public required string Description { get; init; }

    /// <summary>The number of rated images.</summary>
    public required int Images { get; init; }

    /// <summary>The scale of its scores.</summary>
    public required ScoreRange ScoreRange { get; init; }

    /// <summary>Whether higher scores mean better quality.</summary>
    public bool HigherIsBetter { get; init; } = true;

    /// <summary>Whether its images have pristine originals.</summary>
    public bool HasReferences { get; init; }

    /// <summary>The names of its official splits; empty if there are none.</summary>
    public IReadOnlyList<string> Splits { get; init; } = [];

    /// <summary>The terms of use.</summary>
    public required string Licence { get; init; }

    /// <summary>The citation in one line.</summary>
    public required string Paper { get; init; }

    /// <summary>The web page where its authors publish it.</summary>
    public required string Address { get; init; }

    /// <summary>Alternative names of its folder below <c>IQA_DATA</c>, besides its name and title.</summary>
    public IReadOnlyList<string> Folders { get; init; } = [];

    /// <summary>The files and folders it consists of.</summary>
    public required IReadOnlyList<LayoutEntry> Layout { get; init; }

    /// <summary>Reads the items from a folder with this layout.</summary>
    internal Func<string, IEnumerable<DataItem>> Items { get; init; } = static _ => [];

    /// <summary>Makes the degraded input of a restoration, if the set does not include it.</summary>
    internal Func<DataItem, Image>? Degraded { get; init; }

    /// <summary>The required parts of the layout that a folder lacks; alternatives are joined by "or".</summary>
    public IReadOnlyList<string> Missing(string root) =>
        [.. Layout.Where(entry => !entry.Optional && !entry.Found(root).Any()).Select(entry => string.Join(" or ", entry.Paths))];

    /// <summary>Reads the set.</summary>
    /// <param name="root">Its folder.</param>
    /// <exception cref="BadInputException">The folder has another layout (the message lists what is missing), or a file in it cannot be used.</exception>
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
