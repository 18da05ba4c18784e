using System.CommandLine;

namespace IqaSharp.Cli.Commands;

/// <summary>The commands that run in <c>iqa-serve</c>: <c>iqa serve</c> and <c>iqa page</c>.</summary>
internal static class ServerCommands
{
    private const string Serve = "serve";
    private const string Page = "page";

    /// <summary>Entries for the list of commands. Their arguments, <c>--help</c> too, are parsed by <c>iqa-serve</c>.</summary>
    public static IEnumerable<Command> Create() =>
    [
        new(Serve, "Serve scores, comparisons and maps over HTTP, with a page to look at them"),
        new(Page, "Write the page as a folder for any static host: the browser computes, nothing is uploaded"),
    ];

    /// <summary>Whether a command line is one of them.</summary>
    public static bool Include(string[] arguments) => arguments is [Serve or Page, ..];
}
