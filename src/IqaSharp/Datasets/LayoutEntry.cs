namespace IqaSharp.Datasets;

/// <summary>One thing that a data set's folder holds.</summary>
/// <param name="Paths">Where it lies, below the set's folder, with <c>/</c>; a folder ends with one. Several are alternatives, the best first.</param>
/// <param name="Remark">What it is.</param>
/// <param name="Optional">Whether the set can be read without it.</param>
public sealed record LayoutEntry(IReadOnlyList<string> Paths, string Remark, bool Optional = false)
{
    internal LayoutEntry(string path, string remark, bool optional = false)
        : this([path], remark, optional)
    {
    }

    /// <summary>The alternatives that are there.</summary>
    /// <param name="root">The set's folder.</param>
    public IEnumerable<string> Found(string root) => Paths.Where(path => path.EndsWith('/') ? Directory.Exists(Path.Combine(root, path)) : File.Exists(Path.Combine(root, path)));
}
