using System.CommandLine;
using IqaSharp.Core;

namespace IqaSharp.CommandLine;

/// <summary>Parses a command line and runs it. An error becomes one line on the standard error and an exit code.</summary>
internal static class CommandRun
{
    /// <param name="root">The commands.</param>
    /// <param name="name">The program's name in messages.</param>
    /// <param name="arguments">The arguments after the program's name.</param>
    /// <param name="endsOnSignals">Whether Ctrl-C and SIGTERM cancel the command; false for one that handles them itself.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> ExecuteAsync(RootCommand root, string name, string[] arguments, bool endsOnSignals = true)
    {
        Terminal.Open();
        DocumentedCommand.ExtendHelp(root);
        root.Options.OfType<VersionOption>().Single().Aliases.Add("-V");
        if (arguments is [['[', ..], ..])
        {
            ShowRare(root); // a directive, such as [suggest]: what is completed need not be usual
        }

        var parsed = root.Parse(arguments);
        if (Errors(parsed) is { Count: > 0 } errors)
        {
            foreach (var error in errors)
            {
                Terminal.Error($"{name}: {error}");
            }

            Terminal.Error($"'{string.Join(' ', [name, .. CommandPath(parsed.CommandResult.Command), "--help"])}' shows how it is used");
            return ExitCode.WrongUsage;
        }

        try
        {
            var configuration = new InvocationConfiguration { EnableDefaultExceptionHandler = false };
            configuration.ProcessTerminationTimeout = endsOnSignals ? configuration.ProcessTerminationTimeout : null;
            return await parsed.InvokeAsync(configuration);
        }
        catch (BadInputException e)
        {
            if (!StandardStream.HasNoReader(e))
            {
                Terminal.Error(e.Message);
            }

            return ExitCode.Failed;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Terminal.Error($"{name}: {e.Message}"); // the system's message names the file
            return ExitCode.Failed;
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Interrupted;
        }
    }

    /// <summary>What is wrong with a command line. Where a word in it is unknown, that may be why something else is missing.</summary>
    private static List<string> Errors(ParseResult parsed)
    {
        if (parsed.Action is { ClearsParseErrors: true })
        {
            return [];
        }

        var misspelt = Misspelt.In(parsed).ToList();
        return misspelt.Count > 0 ? misspelt : [.. parsed.Errors.Select(error => error.Message)];
    }

    private static void ShowRare(Command command)
    {
        foreach (var option in command.Options)
        {
            option.Hidden = false;
        }

        foreach (var below in command.Subcommands)
        {
            ShowRare(below);
        }
    }

    private static IEnumerable<string> CommandPath(Command command) =>
        command is RootCommand ? [] : [.. command.Parents.OfType<Command>().SelectMany(CommandPath), command.Name];
}
