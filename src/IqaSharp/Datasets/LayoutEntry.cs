namespace IqaSharp.Datasets;

/// <summary>A file or folder of a data set.</summary>
/// <param name="Paths">Its path relative to the set's folder, with <c>/</c>; folders end with <c>/</c>. Several paths are alternatives, in order of preference.</param>
/// <param name="Remark">What it contains.</param>
/// <param name="Optional">Whether the set can be read without it.</param>
public sealed record LayoutEntry(IReadOnlyList<string> Paths, string Remark, bool Optional = false)
{
    internal LayoutEntry(string path, string remark, bool optional = false)
        : this([path], remark, optional)
    {
    }

    /// <summary>The alternatives that exist.</summary>
    /// <param name="root">The set's folder.</param>
    public IEnumerable<string> Found(string root) => Paths.Where(path => path.EndsWith('/') ? Directory.Exists(Path.Combine(root, path)) : File.Exists(Path.Combine(root, path)));

    /// <summary>The full path of the preferred alternative among those that exist.</summary>
    internal string PathIn(string root) => Path.Combine(root, Found(root).First());
}
