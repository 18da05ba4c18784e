using System.CommandLine;
using System.CommandLine.Parsing;
using IqaSharp.Core;

namespace IqaSharp.CommandLine;

/// <summary>Finds what a command line names that does not exist. The parser takes an unknown option for an argument, or for the value of the option before it.</summary>
internal static class Misspelt
{
    /// <returns>A line for each unknown option, command or argument too many, with near names.</returns>
    public static IEnumerable<string> In(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var literal = parsed.Tokens.SkipWhile(token => token.Type != TokenType.DoubleDash).Select(token => token.Value).ToList();
        var arguments = parsed.CommandResult.Children.OfType<ArgumentResult>().SelectMany(argument => argument.Tokens).Select(token => token.Value).Where(word => word.Length > 1 && word[0] == '-');
        var values = parsed.CommandResult.Children.OfType<OptionResult>().SelectMany(option => option.Tokens).Select(token => token.Value).Where(word => word.StartsWith("--", StringComparison.Ordinal));
        foreach (var word in arguments.Concat(values).Except(literal))
        {
            yield return Unknown("option", word, Options(command));
        }

        foreach (var word in parsed.UnmatchedTokens.Except(literal).Take(1)) // what follows an unknown command is its own
        {
            yield return word.StartsWith('-') ? Unknown("option", word, Options(command))
                : command.Subcommands.Count > 0 ? Unknown("command", word, command.Subcommands.Select(known => known.Name))
                : $"'{word}' is one argument too many";
        }
    }

    private static IEnumerable<string> Options(Command command) =>
        command.Options.Concat(command.Parents.OfType<Command>().SelectMany(parent => parent.Options.Where(option => option.Recursive))).SelectMany(option => option.Aliases.Prepend(option.Name));

    private static string Unknown(string what, string word, IEnumerable<string> known)
    {
        var name = what == "option" ? word.Split('=', ':')[0] : word;
        var near = name.Length > 2 ? NearNames.Of(name, known) : []; // every letter is near every other
        return $"no {what} '{name}'{(near.Count == 0 ? "" : $"; near {(near.Count == 1 ? "is" : "are")} {string.Join(", ", near)}")}";
    }
}
