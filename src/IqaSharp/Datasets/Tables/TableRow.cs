using System.Globalization;
using IqaSharp.Core;

namespace IqaSharp.Datasets.Tables;

/// <summary>One row of a table.</summary>
/// <param name="table">The table it belongs to.</param>
/// <param name="line">Its line in the file, from 1.</param>
/// <param name="fields">Its fields; there may be fewer than columns.</param>
internal sealed class TableRow(Table table, int line, IReadOnlyList<string> fields)
{
    public int FieldCount => fields.Count;

    /// <summary>The text in a column.</summary>
    /// <exception cref="BadInputException">The field is empty.</exception>
    public string Text(string column) => Optional(column) ?? throw Bad($"has no {column}");

    /// <summary>The text in a column; null if the field is empty or there is no such column.</summary>
    public string? Optional(string column) => table.Find(column) is { } i && i < fields.Count && fields[i].Length > 0 ? fields[i] : null;

    /// <summary>The number in a column.</summary>
    /// <exception cref="BadInputException">The field is empty, or not a finite number.</exception>
    public double Number(string column) => Parse(column, Text(column));

    /// <summary>The number in a column; null if the field is empty or there is no such column.</summary>
    /// <exception cref="BadInputException">The field is not a finite number.</exception>
    public double? OptionalNumber(string column) => Optional(column) is { } text ? Parse(column, text) : null;

    /// <summary>An error that names this row's line.</summary>
    public BadInputException Bad(string reason) => new(table.Source, $"line {line} {reason}");

    private double Parse(string column, string text)
    {
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            throw Bad($"has the {column} '{text}', which is not a number");
        }

        return double.IsFinite(number) ? number : throw Bad($"has the {column} '{text}', which is not finite");
    }
}
