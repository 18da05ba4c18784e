using IqaSharp.Core;

namespace IqaSharp.Datasets.Tables;

/// <summary>Rows under named columns.</summary>
internal sealed class Table
{
    private readonly Dictionary<string, int> _columns = new(StringComparer.OrdinalIgnoreCase);

    private Table(string source, int headerLine, IReadOnlyList<string> header)
    {
        (Source, HeaderLine, Columns) = (source, headerLine, header);
        for (var i = 0; i < header.Count; i++)
        {
            if (header[i].Length > 0 && !_columns.TryAdd(header[i], i))
            {
                throw new BadInputException(source, $"line {headerLine} names the column {header[i]} twice");
            }
        }
    }

    /// <summary>The path of the file, for error messages.</summary>
    public string Source { get; }

    /// <summary>The line that names the columns.</summary>
    public int HeaderLine { get; }

    /// <summary>The column names in order; a column without a name has an empty one.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>The rows below the header, without empty ones.</summary>
    public IReadOnlyList<TableRow> Rows { get; private set; } = [];

    /// <summary>Reads a CSV file whose first row names the columns, ignoring case.</summary>
    /// <exception cref="BadInputException">It cannot be read, or lacks a column.</exception>
    public static Table ReadCsv(string path, params ReadOnlySpan<string> columns)
    {
        var rows = CsvFile.Rows(path).ToList();
        return rows.Count > 0 ? Of(path, rows, 0, columns) : throw new BadInputException(path, $"is empty: its first line names the columns {Names(columns)}");
    }

    /// <summary>Reads a sheet of an Excel file; the first row that contains all required columns is the header.</summary>
    /// <param name="path">The .xlsx file.</param>
    /// <param name="sheet">The sheet's name; null for the first.</param>
    /// <param name="columns">The required columns.</param>
    /// <exception cref="BadInputException">It cannot be read, or lacks the sheet or a column.</exception>
    public static Table ReadXlsx(string path, string? sheet, params ReadOnlySpan<string> columns)
    {
        var rows = XlsxFile.Rows(path, sheet);
        for (var i = 0; i < rows.Count; i++)
        {
            if (HasAll(rows[i].Fields, columns))
            {
                return Of(path, rows, i, columns);
            }
        }

        throw new BadInputException(path, $"no row{(sheet is null ? "" : $" of the sheet {sheet}")} names the columns {Names(columns)}");
    }

    public bool Has(string column) => _columns.ContainsKey(column);

    public int? Find(string column) => _columns.TryGetValue(column, out var i) ? i : null;

    private static Table Of(string source, IReadOnlyList<(int Line, IReadOnlyList<string> Fields)> rows, int header, ReadOnlySpan<string> columns)
    {
        var table = new Table(source, rows[header].Line, rows[header].Fields);
        if (!HasAll(table.Columns, columns))
        {
            throw new BadInputException(source, $"line {table.HeaderLine} does not name the columns {Names(columns)}");
        }

        table.Rows = [.. rows.Skip(header + 1).Where(row => row.Fields.Any(field => field.Length > 0)).Select(row => new TableRow(table, row.Line, row.Fields))];
        return table;
    }

    private static bool HasAll(IReadOnlyList<string> names, ReadOnlySpan<string> columns)
    {
        foreach (var column in columns)
        {
            if (!names.Contains(column, StringComparer.OrdinalIgnoreCase))
            {
                return false;
            }
        }

        return true;
    }

    private static string Names(ReadOnlySpan<string> columns) => columns.Length == 1 ? columns[0] : $"{string.Join(", ", columns[..^1])} and {columns[^1]}";
}
