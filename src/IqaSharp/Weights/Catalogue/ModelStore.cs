namespace IqaSharp.Weights;

/// <summary>Where installed models are: some come with the program, the others are in the user's cache.</summary>
/// <param name="shipped">The folder of the models that come with the program.</param>
/// <param name="cache">The user's folder; need not exist.</param>
public sealed class ModelStore(string shipped, string cache)
{
    /// <summary>The model that is used where none is asked for.</summary>
    public const string DefaultModel = "musiq";

    private const string Extension = ".safetensors";

    /// <summary>The models next to the program, and those under <c>IQA_HOME</c> or, where that is not set, in the platform's cache folder.</summary>
    public static ModelStore Default { get; } = new(Path.Combine(AppContext.BaseDirectory, "models"), CacheFolder());

    /// <summary>The user's folder.</summary>
    public string Cache => cache;

    /// <summary>Where the installed models of the cache are.</summary>
    public string Models => Path.Combine(cache, "models");

    /// <summary>The file that a model of the cache has, installed or not.</summary>
    public string PathOf(string name) => Path.Combine(Models, name + Extension);

    /// <summary>The file of a model.</summary>
    /// <param name="nameOrPath">A model file, or the name of an installed model.</param>
    /// <exception cref="BadWeightsException">There is none of that name; the message says what can be done.</exception>
    public string Find(string nameOrPath)
    {
        if (Path.GetFileName(nameOrPath) != nameOrPath || nameOrPath.EndsWith(Extension, StringComparison.OrdinalIgnoreCase))
        {
            return nameOrPath;
        }

        string[] candidates = [PathOf(nameOrPath), Path.Combine(shipped, nameOrPath + Extension)];
        return candidates.FirstOrDefault(File.Exists) ?? throw new BadWeightsException(nameOrPath, Catalogue.Find(nameOrPath) is null
            ? $"no model of that name is installed ('iqa models' lists them){Suggestion(nameOrPath)}"
            : $"not installed ('iqa models pull {nameOrPath}' downloads it)");
    }

    /// <summary>The files of the installed models, by name.</summary>
    public IReadOnlyList<string> Installed() =>
    [
        .. new[] { Models, shipped }
            .Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*" + Extension))
            .DistinctBy(Path.GetFileName) // the user's own come before those of the same name that are shipped
            .OrderBy(Path.GetFileName, StringComparer.Ordinal),
    ];

    private string Suggestion(string name)
    {
        var known = Installed().Select(path => Path.GetFileNameWithoutExtension(path)!).Concat(Catalogue.Entries.Select(entry => entry.Name));
        var near = known.Where(k => k.Contains(name, StringComparison.OrdinalIgnoreCase) || name.Contains(k, StringComparison.OrdinalIgnoreCase)).Distinct().ToList();
        return near.Count > 0 ? $"; near it: {string.Join(", ", near)}" : "";
    }

    private static string CacheFolder()
    {
        if (Environment.GetEnvironmentVariable("IQA_HOME") is { Length: > 0 } home)
        {
            return home;
        }

        var user = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        var caches = OperatingSystem.IsWindows() ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData)
            : OperatingSystem.IsMacOS() ? Path.Combine(user, "Library", "Caches")
            : Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } xdg ? xdg
            : Path.Combine(user, ".cache");
        return Path.Combine(caches, "iqasharp");
    }
}
