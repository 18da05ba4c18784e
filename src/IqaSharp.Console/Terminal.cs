using Spectre.Console;
using Spectre.Console.Rendering;

namespace IqaSharp.CommandLine;

/// <summary>The standard output.</summary>
internal static class Terminal
{
    private const int WidestLine = 1000;

    /// <summary>Writes a table. Lines are wrapped for a terminal only, not for a file or a pipe.</summary>
    public static void Write(IRenderable table)
    {
        if (Console.IsOutputRedirected)
        {
            AnsiConsole.Profile.Width = WidestLine;
        }

        AnsiConsole.Write(table);
    }
}
