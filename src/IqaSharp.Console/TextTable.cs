using IqaSharp.Core;

namespace IqaSharp.CommandLine;

/// <summary>A table for a terminal, which fits its width; through a pipe its cells are separated by tabs.</summary>
/// <param name="columns">The columns. The first one names the row.</param>
internal sealed class TextTable(params IReadOnlyList<TextColumn> columns)
{
    private const int NarrowestText = 16;
    private const int NarrowestNumber = 8;

    private readonly List<string[]> _rows = [];

    /// <summary>Adds a row; control characters in its cells are escaped.</summary>
    public void Add(params IEnumerable<string> cells) => _rows.Add([.. cells.Select(Printable.Of)]);

    public void Write()
    {
        foreach (var line in Lines(Terminal.Width))
        {
            Terminal.Data(line); // its cells are escaped; tabs between them are not
        }
    }

    /// <param name="width">Columns of the terminal; null for a pipe.</param>
    internal IEnumerable<string> Lines(int? width)
    {
        string[] titles = [.. columns.Select(column => Printable.Of(column.Title))];
        IReadOnlyList<string[]> all = titles.All(title => title.Length == 0) ? _rows : [titles, .. _rows];
        if (width is not { } available)
        {
            return all.Select(row => string.Join('\t', row).TrimEnd('\t'));
        }

        int[] widths = [.. columns.Select((_, i) => all.Max(row => TextWidth.Of(row[i])))];
        Shrink(widths, available);
        return Blocks(widths, available).SelectMany((block, i) => Lines(all, widths, block).Prepend("").Skip(i == 0 ? 1 : 0));
    }

    private IEnumerable<string> Lines(IEnumerable<string[]> rows, int[] widths, int[] block)
    {
        var layout = new TextLayout([.. block.Select(i => (widths[i], columns[i].IsNumber))]);
        return rows.SelectMany(row => layout.Lines([.. block.Select(i => row[i])]));
    }

    /// <summary>Narrows columns, the widest first, until all fit side by side or none gets narrower. Of numbers only the title is broken.</summary>
    private void Shrink(int[] widths, int available)
    {
        int[] narrowest = [.. columns.Select((column, i) => !column.IsNumber || i == 0 ? NarrowestText : _rows.Select(row => TextWidth.Of(row[i])).Append(NarrowestNumber).Max())];
        for (var excess = Total(widths) - available; excess > 0; excess--)
        {
            var widest = Enumerable.Range(0, widths.Length).Where(i => widths[i] > narrowest[i]).DefaultIfEmpty(-1).MaxBy(i => i < 0 ? 0 : widths[i]);
            if (widest < 0)
            {
                return;
            }

            widths[widest]--;
        }
    }

    /// <summary>The columns that stand side by side. Where they do not all fit, further blocks follow below, each with the first column again.</summary>
    private static IEnumerable<int[]> Blocks(int[] widths, int available)
    {
        List<int> block = [0];
        for (var i = 1; i < widths.Length; i++)
        {
            if (block.Count > 1 && Total([.. block.Append(i).Select(column => widths[column])]) > available)
            {
                yield return [.. block];
                block = [0];
            }

            block.Add(i);
        }

        yield return [.. block];
    }

    private static int Total(IReadOnlyCollection<int> widths) => widths.Sum() + (TextLayout.Gap * (widths.Count - 1));
}

/// <summary>A column of a <see cref="TextTable"/>.</summary>
/// <param name="Title">Its title.</param>
/// <param name="IsNumber">Whether it is aligned to the right and never broken, but for its title.</param>
internal sealed record TextColumn(string Title, bool IsNumber = false);
