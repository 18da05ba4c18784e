using System.Text.RegularExpressions;

namespace IqaSharp.Tests.Conventions;

/// <summary>A file of C#.</summary>
/// <param name="Path">Its path from the repository's root, with slashes.</param>
/// <param name="Text">Its content.</param>
/// <param name="RootNamespace">The namespace that its project file gives to the project's folder; null for the project's name.</param>
internal sealed partial record SourceFile(string Path, string Text, string? RootNamespace = null)
{
    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    /// <summary>The folders below the project: <c>["Metrics", "Classical"]</c> for src/IqaSharp/Metrics/Classical/Ssim.cs.</summary>
    public string[] Folders => Path.Split('/')[2..^1];

    public string Project => Path.Split('/')[1];

    /// <summary>The namespace that its folder has.</summary>
    public string ExpectedNamespace => string.Join('.', [RootNamespace ?? Project, .. Folders]);

    public int LineCount => Text.AsSpan().TrimEnd().Count('\n') + 1;

    /// <summary>The text without comments and strings, line for line. References in doc comments stay: the compiler resolves them too.</summary>
    public string Code => CommentOrString().Replace(Text, match => match.Groups["doc"].Success
        ? string.Join(' ', Reference().Matches(match.Value).Select(cref => cref.Groups[1].Value))
        : new string('\n', match.Value.Count(c => c == '\n')));

    /// <summary>The hand-written files of every project in a folder of the repository.</summary>
    public static IReadOnlyList<SourceFile> In(string folder) =>
    [
        .. from project in Directory.EnumerateFiles(System.IO.Path.Combine(Repository.Root, folder), "*.csproj", SearchOption.AllDirectories)
           let root = RootNamespaceElement().Match(File.ReadAllText(project))
           from path in Directory.EnumerateFiles(System.IO.Path.GetDirectoryName(project)!, "*.cs", SearchOption.AllDirectories)
           let relative = System.IO.Path.GetRelativePath(Repository.Root, path).Replace('\\', '/')
           where !relative.Split('/').Any(name => name is "bin" or "obj")
           orderby relative
           select new SourceFile(relative, File.ReadAllText(path).ReplaceLineEndings("\n"), root.Success ? root.Groups[1].Value : null),
    ];

    [GeneratedRegex("""(?<doc>///[^\n]*)|//[^\n]*|/\*.*?\*/|(?<quotes>"{3,}).*?\k<quotes>|(?:\$@|@\$?)"(?:""|[^"])*"|"(?:\\.|[^"\\\n])*"|'(?:\\.[^'\n]*|[^'\\\n])'""", RegexOptions.Singleline)]
    private static partial Regex CommentOrString();

    [GeneratedRegex("<RootNamespace>(.*?)</RootNamespace>")]
    private static partial Regex RootNamespaceElement();

    [GeneratedRegex("cref=\"([^\"]*)\"")]
    private static partial Regex Reference();
}
