using System.Text;
using IqaSharp.Core;

namespace IqaSharp.Datasets.Tables;

/// <summary>Reads comma-separated values (RFC 4180): UTF-8 with or without a byte order mark. Quoted fields may contain commas and line breaks.</summary>
internal static class CsvFile
{
    private const int LongestField = 1 << 16;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The rows, each with the line it begins on. Blank rows are skipped, and fields are trimmed.</summary>
    /// <exception cref="BadInputException">The file cannot be read or is not valid CSV.</exception>
    public static IReadOnlyList<(int Line, IReadOnlyList<string> Fields)> Rows(string path) => Rows(path, int.MaxValue);

    /// <summary>The first row, without reading further; empty if there is none.</summary>
    /// <inheritdoc cref="Rows(string)"/>
    public static IReadOnlyList<string> Header(string path) => Rows(path, 1) is [var (_, fields)] ? fields : [];

    private static List<(int Line, IReadOnlyList<string> Fields)> Rows(string path, int most)
    {
        try
        {
            using var reader = new StreamReader(path, Strict);
            return Read(reader, path, most);
        }
        catch (DecoderFallbackException e)
        {
            throw new BadInputException(path, "is not UTF-8 text", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw BadInputException.CannotRead(path, e);
        }
    }

    private static List<(int Line, IReadOnlyList<string> Fields)> Read(StreamReader reader, string path, int most)
    {
        var rows = new List<(int, IReadOnlyList<string>)>();
        var (line, start, quoted) = (1, 1, false);
        var fields = new List<string>();
        var field = new StringBuilder();
        void EndField()
        {
            fields.Add(field.ToString().Trim());
            field.Clear();
        }

        void EndRow()
        {
            EndField();
            if (fields.Any(static text => text.Length > 0))
            {
                rows.Add((start, fields));
                fields = [];
            }

            fields.Clear();
            start = line;
        }

        for (var c = reader.Read(); c >= 0 && rows.Count < most; c = reader.Read())
        {
            line += c == '\n' ? 1 : 0;
            if (c == '"' && quoted && reader.Peek() == '"')
            {
                reader.Read();
                field.Append('"');
            }
            else if (c == '"')
            {
                quoted = !quoted;
            }
            else if (c == ',' && !quoted)
            {
                EndField();
            }
            else if (c == '\n' && !quoted)
            {
                EndRow();
            }
            else if (c == 0)
            {
                throw new BadInputException(path, $"line {line} holds a NUL character: it is not text");
            }
            else if (field.Length < LongestField)
            {
                field.Append((char)c);
            }
            else
            {
                throw new BadInputException(path, quoted ? $"line {start} opens a quote that is not closed" : $"line {start} is not text");
            }
        }

        if (quoted)
        {
            throw new BadInputException(path, $"line {start} opens a quote that is not closed");
        }

        EndRow();
        return rows;
    }
}
