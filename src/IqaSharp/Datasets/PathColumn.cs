using IqaSharp.Core;
using IqaSharp.Datasets.Tables;
using IqaSharp.Imaging;

namespace IqaSharp.Datasets;

/// <summary>Reads the paths of images from a column of a CSV or Parquet file of any size.</summary>
public static class PathColumn
{
    private static readonly string[] Usual = ["image", "path", "file"];

    /// <summary>Whether a list is such a table, by its extension.</summary>
    public static bool IsTable(string path) => IsCsv(path) || IsParquet(path);

    /// <summary>Reads the paths lazily, or the names of images in archives, <c>archive.tar#member</c>. Relative ones are relative to the current folder; empty fields are passed over.</summary>
    /// <param name="table">A file that ends in .csv or .parquet.</param>
    /// <param name="column">The column; null for the first there is of image, path and file.</param>
    /// <exception cref="BadInputException">It cannot be read, or has no such column.</exception>
    public static IEnumerable<ImageFile> Read(string table, string? column = null) =>
        ImageFiles.Named((IsParquet(table) ? FromParquet(table, column) : FromCsv(table, column)).Where(static path => !string.IsNullOrEmpty(path))!);

    private static bool IsCsv(string path) => path.EndsWith(".csv", StringComparison.OrdinalIgnoreCase);

    private static bool IsParquet(string path) => path.EndsWith(".parquet", StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<string?> FromParquet(string table, string? column)
    {
        using var file = ParquetFile.Open(table);
        var name = Chosen(table, [.. file.Columns], column);
        for (var group = 0; group < file.GroupCount; group++)
        {
            foreach (var path in file.Text(group, name))
            {
                yield return path;
            }
        }
    }

    private static IEnumerable<string?> FromCsv(string table, string? column)
    {
        using var stream = Open(table);
        var (at, number) = (-1, 0);
        foreach (var (line, _) in ByteLines.Read(stream, table, quotes: true, lastWithoutBreak: true))
        {
            number++;
            var fields = CsvFields.Of(line.Span);
            if (at < 0)
            {
                at = fields.IndexOf(Chosen(table, fields, column));
            }
            else if (fields.Count > at)
            {
                yield return fields[at];
            }
            else if (line.Length > 0)
            {
                throw new BadInputException(table, $"row {number} has no column {at + 1}");
            }
        }
    }

    private static string Chosen(string table, IReadOnlyList<string> columns, string? column) =>
        (column is null ? Usual.FirstOrDefault(columns.Contains) : columns.Contains(column) ? column : null)
        ?? throw new BadInputException(table, $"has no column {column ?? string.Join(" or ", Usual)} (--column names it): it has {string.Join(", ", columns)}");

    private static FileStream Open(string path)
    {
        try
        {
            return File.OpenRead(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw BadInputException.CannotRead(path, e);
        }
    }
}
