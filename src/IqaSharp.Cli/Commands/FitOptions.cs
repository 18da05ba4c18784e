using System.CommandLine;

namespace IqaSharp.Cli.Commands;

/// <summary>What all of <c>iqa fit</c> have in common.</summary>
internal static class FitOptions
{
    public const string Name = "fit";

    public static Option<string> About(string words) =>
        new("--about") { Description = "The images in words, for the recipe in the file", HelpName = "text", DefaultValueFactory = _ => words };

    /// <summary>The command as it was given, without what is true of this machine alone: the folder of the data sets and that of the output.</summary>
    public static string Repeatable(ParseResult parsed, string output)
    {
        var data = Environment.GetEnvironmentVariable("IQA_DATA") is { Length: > 0 } folder ? Path.Join(Path.TrimEndingDirectorySeparator(folder), "/") : null;
        var words = parsed.Tokens.Select(token => token.Value)
            .Select(word => word == output ? Path.GetFileName(output) : data is not null && word.StartsWith(data, StringComparison.Ordinal) ? $"$IQA_DATA/{word[data.Length..]}" : word)
            .Select(word => word.AsSpan().IndexOfAny(" *?()") >= 0 ? $"\"{word}\"" : word);
        return $"iqa {string.Join(' ', words)}";
    }
}
