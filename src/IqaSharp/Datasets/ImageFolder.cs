using IqaSharp.Core;

namespace IqaSharp.Datasets;

/// <summary>Finds files by the names in a data set's lists, ignoring case: lists and file names often differ in case, which matters on some file systems.</summary>
/// <param name="root">The set's folder.</param>
internal sealed class ImageFolder(string root)
{
    private readonly Dictionary<string, Dictionary<string, string>> _folders = new(StringComparer.Ordinal);

    /// <summary>The full path of a file; if it does not exist, the path it would have.</summary>
    /// <param name="path">Relative to the root, with <c>/</c>.</param>
    /// <exception cref="BadInputException">It holds a NUL character, which no path may.</exception>
    public string Find(string path)
    {
        if (path.Contains('\0', StringComparison.Ordinal))
        {
            throw new BadInputException(root, $"a list names the file '{path}', which holds a NUL character");
        }

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
