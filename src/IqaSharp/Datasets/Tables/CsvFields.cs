using System.Text;

namespace IqaSharp.Datasets.Tables;

/// <summary>The fields of a row of CSV, for tables of millions of rows, which are read while they are used. <see cref="CsvFile"/> reads small ones, with messages about what is wrong in them.</summary>
internal static class CsvFields
{
    /// <param name="row">A row as <see cref="ByteLines"/> gives it.</param>
    public static List<string> Of(ReadOnlySpan<byte> row)
    {
        var text = Encoding.UTF8.GetString(row).TrimStart('\ufeff');
        text = text.EndsWith('\r') ? text[..^1] : text;
        if (!text.Contains('"', StringComparison.Ordinal))
        {
            return [.. text.Split(',')];
        }

        var (fields, field, quoted) = (new List<string>(), new StringBuilder(), false);
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '"' when quoted && i + 1 < text.Length && text[i + 1] == '"':
                    field.Append('"');
                    i++;
                    break;
                case '"':
                    quoted = !quoted;
                    break;
                case ',' when !quoted:
                    fields.Add(field.ToString());
                    field.Clear();
                    break;
                default:
                    field.Append(text[i]);
                    break;
            }
        }

        fields.Add(field.ToString());
        return fields;
    }
}
