using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.RegularExpressions;
using IqaSharp.Core;

namespace IqaSharp.CommandLine;

/// <summary>Parses a command line and runs it. An error becomes one line on the standard error and an exit code.</summary>
internal static partial class CommandRun
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

        ParseResult parsed;
        try
        {
            parsed = root.Parse(arguments);
        }
        catch (InvalidOperationException e)
        {
            // A check asked for a value that is none, such as '--threads many'.
            return WrongUsage([name, .. arguments.Take(1).Intersect(root.Subcommands.Select(command => command.Name))], [Plain(e.Message)]);
        }

        if (Errors(parsed) is { Count: > 0 } errors)
        {
            return WrongUsage([name, .. CommandPath(parsed.CommandResult.Command)], errors);
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
        return misspelt.Count > 0 ? misspelt : [.. parsed.Errors.Select(error => Plain(error.Message)), .. Empty(parsed.CommandResult)];
    }

    /// <summary>Values that are there and empty, as a script's unset variable gives them: none of them means anything.</summary>
    private static IEnumerable<string> Empty(CommandResult command) => command.Children.Where(child => child.Tokens.Any(token => token.Value.Length == 0)).Select(child => child switch
    {
        OptionResult option => $"the value of {option.Option.Name} is empty",
        ArgumentResult argument => $"a value of <{argument.Argument.Name}> is empty",
        _ => "a value is empty",
    });

    private static int WrongUsage(IReadOnlyList<string> command, List<string> errors)
    {
        errors.ForEach(error => Terminal.Error($"{command[0]}: {error}"));
        Terminal.Error($"'{string.Join(' ', command)} --help' shows how it is used");
        return ExitCode.WrongUsage;
    }

    /// <summary>A message of System.CommandLine without the names of .NET's types.</summary>
    private static string Plain(string message) => UnparsedValue().Replace(message, match => $"{match.Groups["option"]} takes {(match.Groups["type"].Value.Contains("Boolean", StringComparison.Ordinal) ? "true or false" : "a number")}, not '{match.Groups["value"]}'");

    [GeneratedRegex("^Cannot parse argument '(?<value>.*)' for option '(?<option>.*)' as expected type '(?<type>.*)'\\.$", RegexOptions.Singleline)]
    private static partial Regex UnparsedValue();

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
