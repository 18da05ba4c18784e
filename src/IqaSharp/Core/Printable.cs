using System.Globalization;

namespace IqaSharp.Core;

/// <summary>Text of strangers, such as a file's name, for terminals, tables and messages of one line.</summary>
public static class Printable
{
    /// <summary>Shows what would control a terminal, or break or turn round a line, as escapes: <c>\n</c>, <c>\x1b</c>, <c>\u202e</c>. All other text, backslashes too, stays.</summary>
    public static string Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Any(Controls) ? string.Concat(text.Select(c => Controls(c) ? Escape(c) : c.ToString())) : text;
    }

    /// <summary>Shows a number, as it is written everywhere. What is rounded to zero has no sign.</summary>
    /// <param name="number">The number.</param>
    /// <param name="format">How it is rounded.</param>
    public static string Of(double number, string format)
    {
        var text = number.ToString(format, CultureInfo.InvariantCulture);
        return text.StartsWith('-') && !text.AsSpan().ContainsAnyInRange('1', '9') && double.IsFinite(number) ? text[1..] : text;
    }

    // Line and paragraph separators, and the embeddings, overrides and isolates of bidirectional text.
    private static bool Controls(char c) => char.IsControl(c) || c is (>= '\u2028' and <= '\u202e') or (>= '\u2066' and <= '\u2069');

    private static string Escape(char c) => c switch
    {
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        < '\u0100' => string.Create(CultureInfo.InvariantCulture, $"\\x{(int)c:x2}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
    };
}
