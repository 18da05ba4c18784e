namespace IqaSharp.Datasets;

/// <summary>Finds the files that a data set's lists name. Lists and files often differ in the case of letters, which only some systems overlook.</summary>
/// <param name="root">The set's folder.</param>
internal sealed class ImageFolder(string root)
{
    private readonly Dictionary<string, Dictionary<string, string>> _folders = new(StringComparer.Ordinal);

    /// <summary>The full path of a file; where there is none, the path that it would have.</summary>
    /// <param name="path">Below the root, with <c>/</c>.</param>
    public string Find(string path)
    {
        var full = Path.GetFullPath(path, root);
        var folder = Path.GetDirectoryName(full)!;
        if (!_folders.TryGetValue(folder, out var names))
        {
            _folders[folder] = names = Names(folder);
        }

        return names.TryGetValue(Path.GetFileName(full), out var name) ? Path.Combine(folder, name) : full;
    }

    private static Dictionary<string, string> Names(string folder)
    {
        var names = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        if (Directory.Exists(folder))
        {
            foreach (var name in Directory.EnumerateFiles(folder).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal))
            {
                names.TryAdd(name, name);
            }
        }

        return names;
    }
}
