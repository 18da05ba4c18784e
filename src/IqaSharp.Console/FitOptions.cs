using System.CommandLine;
using IqaSharp.Imaging;

namespace IqaSharp.CommandLine;

/// <summary>Options that all subcommands of <c>iqa fit</c> share.</summary>
internal static class FitOptions
{
    public const string Name = "fit";

    public static Option<string> About(string defaultText) =>
        new("--about") { Description = "Description of the images, kept in the output file", HelpName = "text", DefaultValueFactory = _ => defaultText };

    /// <summary>The files of photographs, all of which must be there.</summary>
    /// <param name="paths">Files, folders and globs.</param>
    /// <exception cref="BadImageException">One is not.</exception>
    public static IReadOnlyList<string> Photographs(IEnumerable<string> paths) => [.. ImageFiles.Find(paths).Select(file => file.Error is { } error ? throw error : file.Path)];

    /// <summary>The command line as it was given, but without this machine's folders: that of the data sets becomes <c>$IQA_DATA</c>, and the output keeps its file name alone.</summary>
    public static string PortableCommand(ParseResult parsed, string output)
    {
        var data = Environment.GetEnvironmentVariable("IQA_DATA") is { Length: > 0 } folder ? Path.Join(Path.TrimEndingDirectorySeparator(folder), "/") : null;
        var words = parsed.Tokens.Select(token => token.Value)
            .Select(word => word == output ? Path.GetFileName(output) : data is not null && word.StartsWith(data, StringComparison.Ordinal) ? $"$IQA_DATA/{word[data.Length..]}" : word)
            .Select(word => word.AsSpan().IndexOfAny(" *?()") >= 0 ? $"\"{word}\"" : word);
        return $"iqa {string.Join(' ', words)}";
    }
}
