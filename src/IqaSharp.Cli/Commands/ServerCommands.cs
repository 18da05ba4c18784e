using System.CommandLine;
using IqaSharp.CommandLine.Serving;

namespace IqaSharp.Cli.Commands;

/// <summary>The commands that run in <c>iqa-serve</c>: <c>iqa serve</c> and <c>iqa page</c>. Their help and their completion are shown here, so that they need no server.</summary>
internal static class ServerCommands
{
    private const string Serve = "serve";
    private const string Page = "page";

    public static IEnumerable<Command> Create() => [new ServeUsage().Command(), new PageUsage().Command()];

    /// <summary>Whether a command line is to be run by <c>iqa-serve</c>.</summary>
    public static bool Include(string[] arguments) => arguments is [Serve or Page, ..] && !arguments.Any(TrainingCommands.Help.Contains);
}
