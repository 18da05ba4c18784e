namespace IqaSharp.Imaging;

/// <summary>Braces in globs, which a shell leaves alone in quotation marks: <c>*.{jpg,png}</c>.</summary>
internal static class Braces
{
    /// <summary>The patterns that a pattern with braces stands for, in the order of its alternatives; itself if it has none. As in shells, braces without a comma mean themselves.</summary>
    public static IEnumerable<string> Expand(string pattern)
    {
        for (var open = pattern.IndexOf('{', StringComparison.Ordinal); open >= 0; open = pattern.IndexOf('{', open + 1))
        {
            if (Alternatives(pattern, open) is var (alternatives, end) && alternatives.Count > 1)
            {
                return alternatives.SelectMany(Expand).SelectMany(alternative => Expand(pattern[end..]).Select(rest => pattern[..open] + alternative + rest));
            }
        }

        return [pattern];
    }

    /// <summary>What stands between a brace and the one that closes it, separated by commas, and where the pattern goes on; none if it is not closed.</summary>
    private static (List<string> Alternatives, int End) Alternatives(string pattern, int open)
    {
        var (found, depth, start) = (new List<string>(), 0, open + 1);
        for (var i = open + 1; i < pattern.Length; i++)
        {
            switch (pattern[i])
            {
                case '{':
                    depth++;
                    break;
                case ',' when depth == 0:
                    found.Add(pattern[start..i]);
                    start = i + 1;
                    break;
                case '}' when depth-- == 0:
                    return ([.. found, pattern[start..i]], i + 1);
            }
        }

        return ([], pattern.Length);
    }
}
