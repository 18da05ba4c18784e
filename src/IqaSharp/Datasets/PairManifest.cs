using IqaSharp.Core;
using IqaSharp.Datasets.Tables;
using IqaSharp.Imaging;

namespace IqaSharp.Datasets;

/// <summary>A CSV list of image pairs with the columns <c>image</c> and <c>reference</c>; paths are relative to the file.</summary>
public static class PairManifest
{
    /// <summary>Reads the pairs.</summary>
    /// <exception cref="BadInputException">The file cannot be read, lacks a column, or a row lacks a value; the message names the line.</exception>
    /// <exception cref="UnpairedException">Files that it names do not exist; the message lists them.</exception>
    public static IReadOnlyList<(string Image, string Reference)> Read(string path)
    {
        var folder = Path.GetDirectoryName(path) ?? "";
        var pairs = Table.ReadCsv(path, "image", "reference").Rows
            .Select(row => (Image: Path.Combine(folder, row.Text("image")), Reference: Path.Combine(folder, row.Text("reference")))).ToList();
        var missing = pairs.SelectMany(pair => new[] { pair.Image, pair.Reference }).Distinct().Where(file => !File.Exists(file)).Select(file => $"{file} is not there").ToList();
        return missing.Count == 0 ? pairs : throw new UnpairedException(missing);
    }
}
