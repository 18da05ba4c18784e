using System.Globalization;
using System.IO.Compression;
using System.Text;
using ExcelDataReader;
using IqaSharp.Core;

namespace IqaSharp.Datasets.Tables;

/// <summary>Reads the cells of an Excel file (.xlsx) as text.</summary>
/// <remarks>Files are untrusted, and the reader trusts them: what they inflate to and the cells that they announce are limited before it is called.</remarks>
internal static class XlsxFile
{
    // A sheet of numbers compresses to a sixth or a tenth.
    private const int MostInflation = 16;
    private const int AlwaysInflated = 1 << 22;
    private const int MostInflated = 1 << 27;
    private const int MostCells = 1 << 22;
    private const int MostColumns = 1 << 14;
    private const int RowCost = 16;

    // The reader requires Windows-1252 even for files that do not use it.
    static XlsxFile() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>The rows of a sheet with their row numbers, from 1.</summary>
    /// <param name="path">The file.</param>
    /// <param name="sheet">The sheet's name; null for the first.</param>
    /// <exception cref="BadInputException">The file cannot be read, or has no such sheet.</exception>
    public static IReadOnlyList<(int Line, IReadOnlyList<string> Fields)> Rows(string path, string? sheet)
    {
        try
        {
            using var stream = File.OpenRead(path);
            var inflated = Inflated(stream);
            using var reader = ExcelReaderFactory.CreateOpenXmlReader(stream);
            if (reader.ResultsCount * inflated > MostInflated)
            {
                throw new InvalidDataException("too many sheets");
            }

            do
            {
                if (sheet is null || string.Equals(reader.Name, sheet, StringComparison.OrdinalIgnoreCase))
                {
                    return Rows(reader);
                }
            }
            while (reader.NextResult());
            throw new BadInputException(path, $"has no sheet {sheet}");
        }
        // A damaged file makes the reader throw whatever it comes upon.
        catch (Exception e) when (e is not (BadInputException or IOException or UnauthorizedAccessException or OutOfMemoryException) || e is EndOfStreamException)
        {
            throw new BadInputException(path, "is not an Excel file (.xlsx), or is damaged", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw BadInputException.CannotRead(path, e);
        }
    }

    /// <summary>The bytes that all files of the archive inflate to.</summary>
    /// <exception cref="InvalidDataException">They are too many for a table of this size, or it is no archive.</exception>
    private static long Inflated(FileStream stream)
    {
        using var archive = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
        var inflated = archive.Entries.Sum(entry => entry.Length);
        if (inflated > Math.Min(MostInflated, Math.Max(AlwaysInflated, MostInflation * stream.Length)))
        {
            throw new InvalidDataException("a zip bomb");
        }

        stream.Position = 0;
        return inflated;
    }

    private static List<(int Line, IReadOnlyList<string> Fields)> Rows(IExcelDataReader reader)
    {
        var rows = new List<(int, IReadOnlyList<string>)>();
        var columns = reader.FieldCount;
        if (columns > MostColumns)
        {
            throw new InvalidDataException("too many columns");
        }

        // Counted as they are read: the reader also gives every row that the file leaves out, which costs it as much as some cells.
        for (var cells = 0L; reader.Read(); cells += columns + RowCost)
        {
            if (cells > MostCells)
            {
                throw new InvalidDataException("too many cells");
            }

            string[] fields = [.. Enumerable.Range(0, columns).Select(i => Convert.ToString(reader.GetValue(i), CultureInfo.InvariantCulture)?.Trim() ?? "")];
            if (fields.Any(field => field.Length > 0))
            {
                rows.Add((reader.Depth + 1, fields));
            }
        }

        return rows;
    }
}
