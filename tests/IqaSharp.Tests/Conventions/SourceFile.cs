using System.Text.RegularExpressions;

namespace IqaSharp.Tests.Conventions;

/// <summary>A file of C#.</summary>
/// <param name="Path">Its path from the repository's root, with slashes.</param>
/// <param name="Text">Its content.</param>
internal sealed partial record SourceFile(string Path, string Text)
{
    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    /// <summary>The folders below the project: <c>["Metrics", "Classical"]</c> for src/IqaSharp/Metrics/Classical/Ssim.cs.</summary>
    public string[] Folders => Path.Split('/')[2..^1];

    public string Project => Path.Split('/')[1];

    public int LineCount => Text.AsSpan().TrimEnd().Count('\n') + 1;

    /// <summary>The text without comments and strings, line for line. References in doc comments stay: the compiler resolves them too.</summary>
    public string Code => CommentOrString().Replace(Text, match => match.Groups["doc"].Success
        ? string.Join(' ', Reference().Matches(match.Value).Select(cref => cref.Groups[1].Value))
        : new string('\n', match.Value.Count(c => c == '\n')));

    /// <summary>The hand-written files of every project in a folder of the repository.</summary>
    public static IReadOnlyList<SourceFile> In(string folder) =>
    [
        .. from project in Directory.EnumerateFiles(System.IO.Path.Combine(Repository.Root, folder), "*.csproj", SearchOption.AllDirectories)
           from path in Directory.EnumerateFiles(System.IO.Path.GetDirectoryName(project)!, "*.cs", SearchOption.AllDirectories)
           let relative = System.IO.Path.GetRelativePath(Repository.Root, path).Replace('\\', '/')
           where !relative.Split('/').Any(name => name is "bin" or "obj")
           orderby relative
           select new SourceFile(relative, File.ReadAllText(path).ReplaceLineEndings("\n")),
    ];

    [GeneratedRegex("""(?<doc>///[^\n]*)|//[^\n]*|/\*.*?\*/|(?<quotes>"{3,}).*?\k<quotes>|(?:\$@|@\$?)"(?:""|[^"])*"|"(?:\\.|[^"\\\n])*"|'(?:\\.[^'\n]*|[^'\\\n])'""", RegexOptions.Singleline)]
    private static partial Regex CommentOrString();

    [GeneratedRegex("cref=\"([^\"]*)\"")]
    private static partial Regex Reference();
}
