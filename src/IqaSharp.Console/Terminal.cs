using System.Text;
using IqaSharp.Core;

namespace IqaSharp.CommandLine;

/// <summary>The standard output and the standard error: all that the commands print goes through here.
/// An output that cannot be written is a <see cref="BadInputException"/>; an error line that cannot be written is dropped.</summary>
internal static class Terminal
{
    private const int UsualWidth = 80;

    static Terminal()
    {
        Console.SetOut(Writer(new StandardStream(1, "standard output")));
        Console.SetError(Writer(new StandardStream(2, null)));
    }

    /// <summary>Takes over the output, for libraries that write to it.</summary>
    public static void Open()
    {
        // the static constructor does it
    }

    /// <summary>The columns of the terminal; null where the output is a file or a pipe.</summary>
    public static int? Width => Console.IsOutputRedirected ? null : Console.WindowWidth > 0 ? Console.WindowWidth : UsualWidth;

    /// <summary>Writes a line for a person to read; control characters are escaped.</summary>
    public static void Line(string text) => Console.WriteLine(Printable.Of(text));

    /// <summary>Writes data for a program to read, as they are.</summary>
    public static void Data(string text) => Console.WriteLine(text);

    /// <summary>Writes a line to the standard error; control characters are escaped, and settings of the library are named as options.</summary>
    public static void Error(string text) => Console.Error.WriteLine(Printable.Of(OptionNames.In(text)));

    private static StreamWriter Writer(StandardStream stream)
    {
        var encoding = Console.OutputEncoding is UTF8Encoding ? new UTF8Encoding(false) : Console.OutputEncoding;
        return new StreamWriter(stream, encoding, bufferSize: 4096) { AutoFlush = true, NewLine = Environment.NewLine };
    }
}
