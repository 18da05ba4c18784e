using System.CommandLine;
using IqaSharp.Core;

namespace IqaSharp.Cli.Commands;

/// <summary>Runs a command line: what it cannot do is one line, and an exit code.</summary>
internal static class CommandRun
{
    /// <param name="root">The commands.</param>
    /// <param name="name">What one types.</param>
    /// <param name="arguments">What was typed behind it.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> Of(RootCommand root, string name, string[] arguments)
    {
        DocumentedCommand.Extend(root);
        var parsed = root.Parse(arguments);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
            {
                Console.Error.WriteLine($"{name}: {error.Message}");
            }

            Console.Error.WriteLine($"'{string.Join(' ', [name, .. CommandPath(parsed.CommandResult.Command), "--help"])}' shows how it is used");
            return ExitCode.WrongUsage;
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (BadInputException e)
        {
            Console.Error.WriteLine(e.Message);
            return ExitCode.Failed;
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Interrupted;
        }
    }

    private static IEnumerable<string> CommandPath(Command command) =>
        command is RootCommand ? [] : [.. command.Parents.OfType<Command>().SelectMany(CommandPath), command.Name];
}
