using System.Text.RegularExpressions;

namespace IqaSharp.Cli.Report;

/// <summary>The files of <c>web/</c>, which lie in this program.</summary>
internal static partial class WebFiles
{
    /// <summary>The text of a file, such as <c>shared/style.css</c>.</summary>
    public static string Read(string name)
    {
        using var stream = typeof(WebFiles).Assembly.GetManifestResourceStream($"web/{name}") ?? throw new FileNotFoundException($"web/{name} is not part of this program");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    /// <summary>A module and all that it imports, as one script. web/README.md says what modules have to keep to for that.</summary>
    public static string Script(string module)
    {
        var written = new List<string>();
        Add(module, [], written);
        return string.Join('\n', written);
    }

    private static void Add(string module, HashSet<string> seen, List<string> written)
    {
        if (!seen.Add(module))
        {
            return;
        }

        var text = Read(module);
        foreach (Match import in Import().Matches(text))
        {
            Add(Resolve(module, import.Groups["file"].Value), seen, written);
        }

        written.Add(Export().Replace(Import().Replace(text, ""), ""));
    }

    private static string Resolve(string from, string file)
    {
        var parts = new List<string>(from.Split('/')[..^1]);
        foreach (var part in file.Split('/'))
        {
            if (part == "..")
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else if (part != ".")
            {
                parts.Add(part);
            }
        }

        return string.Join('/', parts);
    }

    [GeneratedRegex("""^import .*? from "(?<file>[^"]+)";\r?\n""", RegexOptions.Multiline)]
    private static partial Regex Import();

    [GeneratedRegex("^export ", RegexOptions.Multiline)]
    private static partial Regex Export();
}
