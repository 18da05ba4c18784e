using System.Globalization;
using IqaSharp.Images;

namespace IqaSharp.Classical.NoReference;

/// <summary>Reads a CSV file with the columns <c>image</c> (or BIQ2021's <c>Image Name</c>) and <c>mos</c>, in any case.</summary>
public static class RatedImages
{
    /// <summary>Reads the rows.</summary>
    /// <param name="manifest">The file.</param>
    /// <param name="images">The folder that its names are relative to; the file's own if <see langword="null"/>. Where no file has a name,
    /// one that differs by capital letters is taken: BIQ2021 has such a name.</param>
    /// <exception cref="BadInputException">The file cannot be read, lacks a column, or a row lacks an image or a finite number; the row is named.</exception>
    public static IReadOnlyList<RatedImage> Read(string manifest, string? images = null)
    {
        var rows = PairManifest.Rows(manifest);
        var header = rows.Count > 0 ? rows[0] : [];
        var image = header.FindIndex(column => column.Equals("image", StringComparison.OrdinalIgnoreCase) || column.Equals("image name", StringComparison.OrdinalIgnoreCase));
        var mos = header.FindIndex(column => column.Equals("mos", StringComparison.OrdinalIgnoreCase));
        if (image < 0 || mos < 0)
        {
            throw new BadInputException(manifest, "its first line does not name the columns image and mos");
        }

        var folder = images ?? Path.GetDirectoryName(manifest) ?? "";
        return [.. rows.Skip(1).Select((row, i) =>
            row.Count > Math.Max(image, mos) && row[image].Length > 0
            && double.TryParse(row[mos], NumberStyles.Float, CultureInfo.InvariantCulture, out var opinion) && double.IsFinite(opinion)
                ? new RatedImage(Existing(Path.Combine(folder, row[image])), opinion)
                : throw new BadInputException(manifest, $"row {i + 2} lacks an image or a number"))];
    }

    private static string Existing(string path)
    {
        if (File.Exists(path) || Path.GetDirectoryName(path) is not { } folder || !Directory.Exists(folder))
        {
            return path;
        }

        return Directory.EnumerateFiles(folder).FirstOrDefault(file => Path.GetFileName(file).Equals(Path.GetFileName(path), StringComparison.OrdinalIgnoreCase)) ?? path;
    }
}
