using System.Globalization;
using System.Text;
using System.Xml;
using ExcelDataReader;
using ExcelDataReader.Exceptions;
using IqaSharp.Core;

namespace IqaSharp.Datasets.Tables;

/// <summary>Reads the cells of an Excel file (.xlsx) as text.</summary>
internal static class XlsxFile
{
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
            using var reader = ExcelReaderFactory.CreateOpenXmlReader(stream);
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
        catch (Exception e) when (e is ExcelReaderException or XmlException or InvalidDataException or FormatException or OverflowException)
        {
            throw new BadInputException(path, "is not an Excel file (.xlsx), or is damaged", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw BadInputException.CannotRead(path, e);
        }
    }

    private static List<(int Line, IReadOnlyList<string> Fields)> Rows(IExcelDataReader reader)
    {
        var rows = new List<(int, IReadOnlyList<string>)>();
        while (reader.Read())
        {
            rows.Add((reader.Depth + 1, [.. Enumerable.Range(0, reader.FieldCount).Select(i => Convert.ToString(reader.GetValue(i), CultureInfo.InvariantCulture)?.Trim() ?? "")]));
        }

        return rows;
    }
}
