using System.Text;
using IqaSharp.Core;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace IqaSharp.CommandLine;

/// <summary>The standard output and the standard error: all that the commands print goes through here.
/// An output that cannot be written is a <see cref="BadInputException"/>; an error line that cannot be written is dropped.</summary>
internal static class Terminal
{
    private const int WidestLine = 1000;

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

    /// <summary>Writes a table. Lines are wrapped for a terminal only, not for a file or a pipe.</summary>
    public static void Write(IRenderable table)
    {
        if (Console.IsOutputRedirected)
        {
            AnsiConsole.Profile.Width = WidestLine;
        }

        AnsiConsole.Write(table);
    }

    /// <summary>A table's cell; control characters are escaped.</summary>
    public static Text Cell(string text) => new(Printable.Of(text));

    /// <summary>Writes a line for a person to read; control characters are escaped.</summary>
    public static void Line(string text) => Console.WriteLine(Printable.Of(text));

    /// <summary>Writes data for a program to read, as they are.</summary>
    public static void Data(string text) => Console.WriteLine(text);

    /// <summary>Writes a line to the standard error; control characters are escaped.</summary>
    public static void Error(string text) => Console.Error.WriteLine(Printable.Of(text));

    private static StreamWriter Writer(StandardStream stream)
    {
        var encoding = Console.OutputEncoding is UTF8Encoding ? new UTF8Encoding(false) : Console.OutputEncoding;
        return new StreamWriter(stream, encoding, bufferSize: 4096) { AutoFlush = true, NewLine = Environment.NewLine };
    }
}
