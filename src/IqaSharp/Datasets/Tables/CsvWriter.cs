namespace IqaSharp.Datasets.Tables;

/// <summary>Writes comma-separated values (RFC 4180, with <c>\n</c> at the end of a line).</summary>
public static class CsvWriter
{
    /// <summary>A line of fields. Fields that hold commas, quotes or line ends are quoted.</summary>
    public static string Line(IEnumerable<string> fields) => string.Join(',', fields.Select(Quoted)) + "\n";

    private static string Quoted(string field) =>
        field.AsSpan().ContainsAny(",\"\r\n") ? $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : field;
}
