using IqaSharp.Core;
using IqaSharp.Datasets.Adapters;

namespace IqaSharp.Datasets;

/// <summary>Loads data sets: known ones by name, others from manifests.</summary>
public static class DataSets
{
    /// <summary>The environment variable that names the folder of all data sets.</summary>
    public const string FolderVariable = "IQA_DATA";

    /// <summary>The known sets, ordered by name.</summary>
    public static IReadOnlyList<KnownSet> Known { get; } =
    [
        Agiqa3k.Set, Ava.Set, AvtAiImages.Set, Biq2021.Set, Csiq.Set, Kadid10k.Set, Koniq10k.Set, Live.Set, LiveChallenge.Set, Paq2Piq.Set, Pipal.Set, Spaq.Set, Sr4kiqa.Set, Tid2013.Set,
    ];

    /// <summary>Finds a known set by name, ignoring case.</summary>
    /// <exception cref="BadInputException">There is no such set; the message suggests similar names.</exception>
    public static KnownSet Of(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (Known.FirstOrDefault(set => string.Equals(set.Name, name, StringComparison.OrdinalIgnoreCase)) is { } found)
        {
            return found;
        }

        var near = NearNames.Of(name, Known.Select(set => set.Name));
        throw new BadInputException(name, near.Count > 0 ? $"no such data set; near: {string.Join(", ", near)}" : "no such data set ('iqa datasets' lists them), and no manifest ending in .csv");
    }

    /// <summary>Reads a known set, or a manifest.</summary>
    /// <param name="nameOrManifest">A set's name, or a CSV file (<see cref="Manifest"/>).</param>
    /// <param name="root">The set's folder; null to look below <c>IQA_DATA</c>.</param>
    /// <exception cref="BadInputException">There is no such set, it is not found, or one of its files cannot be used.</exception>
    public static DataSet Load(string nameOrManifest, string? root = null)
    {
        if (nameOrManifest.EndsWith(".csv", StringComparison.OrdinalIgnoreCase))
        {
            return Manifest.Read(nameOrManifest);
        }

        var set = Of(nameOrManifest);
        return set.Read(Folder(set, root));
    }

    /// <summary>Locates the folder of a set.</summary>
    /// <param name="set">The set.</param>
    /// <param name="root">The set's folder or its parent; null to look below <c>IQA_DATA</c> for a folder named after the set
    /// or its repository, <c>owner+name</c>.</param>
    /// <exception cref="BadInputException">The folder is not found.</exception>
    public static string Folder(KnownSet set, string? root) => Folder(set, root, Environment.GetEnvironmentVariable(FolderVariable));

    internal static string Folder(KnownSet set, string? root, string? all)
    {
        if (root is not null)
        {
            return set.Missing(root).Count == 0 ? root : Below(set, root).FirstOrDefault(folder => set.Missing(folder).Count == 0) ?? root;
        }

        if (string.IsNullOrEmpty(all))
        {
            throw new BadInputException(set.Name, $"its location is not given: the parameter root names its folder, or {FolderVariable} the folder that holds all data sets");
        }

        var found = Below(set, all).ToList();
        return found.FirstOrDefault(folder => set.Missing(folder).Count == 0) ?? found.FirstOrDefault()
            ?? throw new BadInputException(set.Name, $"not found below {FolderVariable} ({all}): its folder is called {string.Join(" or ", Names(set))}; the parameter root names another");
    }

    private static IEnumerable<string> Below(KnownSet set, string folder) => Directory.Exists(folder)
        ? Directory.EnumerateDirectories(folder).Where(path => Names(set).Contains(Path.GetFileName(path), StringComparer.OrdinalIgnoreCase)).Order(StringComparer.Ordinal)
        : [];

    private static IEnumerable<string> Names(KnownSet set) => new[] { set.Name, set.Title }.Concat(set.Folders).Distinct(StringComparer.OrdinalIgnoreCase);
}
