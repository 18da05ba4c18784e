using System.Globalization;
using System.Text;

namespace IqaSharp.CommandLine;

/// <summary>How many columns of a terminal a text takes: two for East Asian characters and emoji, none for combining marks.</summary>
internal static class TextWidth
{
    // The wide and full-width blocks of Unicode's East Asian Width (UAX #11), and pictographs.
    private static readonly (int First, int Last)[] Wide =
    [
        (0x1100, 0x115f), (0x2e80, 0xa4cf), (0xac00, 0xd7a3), (0xf900, 0xfaff), (0xfe30, 0xfe6f), (0xff00, 0xff60), (0xffe0, 0xffe6), (0x1f300, 0x1f64f), (0x1f900, 0x1f9ff), (0x20000, 0x3fffd),
    ];

    public static int Of(string text) => text.EnumerateRunes().Sum(Of);

    /// <summary>The length of the longest beginning, in whole characters, that takes no more than so many columns; at least one character.</summary>
    public static int Prefix(string text, int columns)
    {
        var (end, used) = (0, 0);
        while (end < text.Length)
        {
            var next = StringInfo.GetNextTextElementLength(text.AsSpan(end));
            used += Of(text.Substring(end, next));
            if (used > columns && end > 0)
            {
                break;
            }

            end += next;
        }

        return end;
    }

    private static int Of(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format => 0,
        _ => Array.Exists(Wide, block => rune.Value >= block.First && rune.Value <= block.Last) ? 2 : 1,
    };
}
