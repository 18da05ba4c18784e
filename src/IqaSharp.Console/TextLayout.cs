namespace IqaSharp.CommandLine;

/// <summary>Rows of cells in columns of a terminal. What is wider than its column is broken over several lines, names at path separators.</summary>
/// <param name="columns">The width of each column, and whether it is aligned to the right.</param>
internal sealed class TextLayout(IReadOnlyList<(int Width, bool IsNumber)> columns)
{
    /// <summary>The space between two columns.</summary>
    public const int Gap = 2;

    private const int Indent = 2; // of what continues a cell, so that it does not look like a row
    private const int NarrowestIndented = 12;

    public IEnumerable<string> Lines(IReadOnlyList<string> cells)
    {
        var broken = cells.Select((cell, i) => Broken(cell, columns[i].Width).ToList()).ToList();
        for (var line = 0; line < broken.Max(cell => cell.Count); line++)
        {
            yield return string.Join(new string(' ', Gap), broken.Select((cell, i) => Padded(line < cell.Count ? cell[line] : "", i == columns.Count - 1 && !columns[i].IsNumber ? default : columns[i]))).TrimEnd();
        }
    }

    /// <summary>A paragraph in lines of no more than so many columns.</summary>
    public static IEnumerable<string> Wrapped(string text, int width) => Broken(text, width, continued: "");

    private static IEnumerable<string> Broken(string text, int width) => Broken(text, width, width < NarrowestIndented ? "" : new string(' ', Indent));

    private static IEnumerable<string> Broken(string text, int width, string continued)
    {
        var indent = "";
        while (TextWidth.Of(text) > width - indent.Length)
        {
            var end = TextWidth.Prefix(text, width - indent.Length);
            var separator = text.AsSpan(0, end).LastIndexOfAny('/', '\\', ' ');
            if (end < text.Length && text[end] == ' ')
            {
                separator = end - 1; // it ends with a word
            }

            end = separator > 0 ? separator + 1 : end;
            yield return indent + text[..end].TrimEnd();
            text = text[end..].TrimStart();
            indent = continued;
        }

        yield return indent + text;
    }

    private static string Padded(string text, (int Width, bool IsNumber) column)
    {
        var space = new string(' ', Math.Max(0, column.Width - TextWidth.Of(text)));
        return column.IsNumber ? space + text : text + space;
    }
}
