using System.Globalization;
using IqaSharp.Checkpoints;
using IqaSharp.Core;
using IqaSharp.Networks;

namespace IqaSharp.Models.Catalogue;

/// <summary>The installed models: those that came with the program, and those of the user's cache.</summary>
/// <param name="shipped">The folder of the models that came with the program; it need not exist.</param>
/// <param name="cache">The user's folder: models in <c>models/</c>, unfinished downloads in <c>downloads/</c>. It need not exist.</param>
public sealed class ModelStore(string shipped, string cache)
{
    /// <summary>The model that scores where none is named.</summary>
    public const string DefaultModel = "musiq";

    /// <summary>The model that scores against a pristine original where none is named.</summary>
    public const string DefaultPairModel = "iqt";

    /// <summary>That of model files.</summary>
    internal const string Extension = ".safetensors";

    private const string CompactSuffix = "-s"; // of the models that come with the program
    private const int LongestName = 100;

    /// <summary>The store of this program and user: <c>models/</c> beside the program or the library, and <c>IQA_HOME</c>, else the platform's cache folder.</summary>
    public static ModelStore Default { get; } = new(ShippedFolder.Find(), CacheFolder.Find(Environment.GetEnvironmentVariable));

    /// <summary>Where pulled models are installed.</summary>
    public string Models => Path.Combine(cache, "models");

    /// <summary>Where downloads are kept until they are models.</summary>
    internal string Downloads => Path.Combine(cache, "downloads");

    /// <summary>The file of a model, whose name may be given in upper or lower case. The user's own goes before one of that name that came with the program, and both before a file that happens to be called so.</summary>
    /// <param name="nameOrPath">The name of an installed model, that of an architecture for the one that came with the program (<c>musiq</c> for <c>musiq-s</c>), or a file.</param>
    /// <param name="metrics">Names of metrics that have no model file, for the message.</param>
    /// <exception cref="BadWeightsException">There is none; the message says how to get it, or which name was meant.</exception>
    public string Find(string nameOrPath, params IReadOnlyCollection<string> metrics) =>
        InstalledFile(nameOrPath) ?? (File.Exists(nameOrPath) ? nameOrPath : throw Missing(nameOrPath, metrics));

    /// <summary>The installed models in the order of their names. A file that cannot be used is listed with the reason.</summary>
    public IReadOnlyList<InstalledModel> Installed() =>
        [.. Files(Models, shipped).Select(file => Read(file.Name, file.Path)).OrderBy(model => model.Name, StringComparer.Ordinal)];

    /// <summary>Those of them that came with the program.</summary>
    public IReadOnlyList<InstalledModel> Shipped() =>
        [.. Files(shipped).Select(file => Read(file.Name, file.Path)).OrderBy(model => model.Name, StringComparer.Ordinal)];

    /// <summary>The file that a model of that name is installed as; null if it is not, or if it is no name.</summary>
    internal string? InstalledFile(string name) => !IsName(name) ? null
        : new[] { Place(name), Path.Combine(shipped, name + Extension), Path.Combine(shipped, $"{name}{CompactSuffix}{Extension}") }.FirstOrDefault(File.Exists)
        ?? new[] { name, name + CompactSuffix }.SelectMany(called => Files(Models, shipped).Where(file => file.Name.Equals(called, StringComparison.OrdinalIgnoreCase))).Select(file => file.Path).FirstOrDefault();

    /// <summary>Where the model of that name is installed to.</summary>
    internal string Place(string name) => Path.Combine(Models, name + Extension);

    /// <summary>A model file's card, or why it has none.</summary>
    internal static InstalledModel Read(string name, string path)
    {
        try
        {
            using var checkpoint = SafeTensors.Read(path);
            return new InstalledModel(name, path, ModelCard.Of(checkpoint), null);
        }
        catch (BadInputException e)
        {
            return new InstalledModel(name, path, null, e.Reason);
        }
    }

    /// <summary>The error for a name that is not installed.</summary>
    internal BadWeightsException Missing(string name, params IReadOnlyCollection<string> metrics)
    {
        if (!IsName(name) || name.EndsWith(Extension, StringComparison.OrdinalIgnoreCase))
        {
            return new BadWeightsException(name, Directory.Exists(name) ? "a folder, not a model file" : "no such file");
        }

        if (metrics.Contains(name, StringComparer.OrdinalIgnoreCase))
        {
            return new BadWeightsException(name, "a classical metric, which has no model file");
        }

        if (Architecture.All.Any(architecture => new[] { architecture.Name, architecture.Name + CompactSuffix }.Contains(name, StringComparer.OrdinalIgnoreCase)) && !Files(shipped).Any())
        {
            return new BadWeightsException(name, $"comes with the library, but there are no models in {shipped}");
        }

        if (ModelCatalogue.Find(name) is { } entry)
        {
            return new BadWeightsException(name, $"not installed ('iqa models pull {entry.Name}' downloads it{Size(entry)})");
        }

        var aliases = Files(shipped).Where(file => file.Name.EndsWith(CompactSuffix, StringComparison.Ordinal)).Select(file => file.Name[..^CompactSuffix.Length]);
        var near = NearNames.Of(name, aliases.Concat(Files(Models, shipped).Select(file => file.Name)).Concat(ModelCatalogue.Entries.Select(e => e.Name)).Concat(metrics));
        return new BadWeightsException(name, near.Count > 0 ? $"no model of that name; near {(near.Count == 1 ? "is" : "are")} {string.Join(", ", near)}" : "no model of that name ('iqa models' lists them)");
    }

    /// <summary>Whether a text can be a model's name: letters, digits, points, hyphens and underscores, and so never a path.</summary>
    internal static bool IsName(string text) =>
        text.Length is > 0 and <= LongestName
        && char.IsAsciiLetterOrDigit(text[0])
        && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_')
        && !text.Contains("..", StringComparison.Ordinal)
        && !text.EndsWith('.');

    private static string Size(CatalogueEntry entry) =>
        entry.DownloadBytes is { } bytes ? string.Create(CultureInfo.InvariantCulture, $", {bytes / 1e6:0} MB") : "";

    private static IEnumerable<(string Name, string Path)> Files(params string[] folders) =>
        folders
            .Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*" + Extension, new EnumerationOptions())) // passes over what may not be read
            .Select(path => (Name: Path.GetFileNameWithoutExtension(path), Path: path))
            .Where(file => IsName(file.Name))
            .DistinctBy(file => file.Name);
}
