namespace IqaSharp.Core;

/// <summary>Suggestions for a misspelt name.</summary>
internal static class NearNames
{
    private const int MaximumCount = 3;

    /// <summary>The known names within a small edit distance, nearest first; if there are none, those that contain the name.</summary>
    public static IReadOnlyList<string> Of(string name, IEnumerable<string> known)
    {
        var candidates = known.Distinct().Select(candidate => (Name: candidate, Edits: Edits(name, candidate))).OrderBy(c => c.Edits).ThenBy(c => c.Name, StringComparer.Ordinal).ToList();
        var near = candidates.Where(c => c.Edits <= Math.Max(1, name.Length / 4)).ToList();
        return [.. (near.Count > 0 ? near : candidates.Where(c => c.Name.Contains(name, StringComparison.OrdinalIgnoreCase))).Select(c => c.Name).Take(MaximumCount)];
    }

    /// <summary>The Levenshtein distance, ignoring case.</summary>
    internal static int Edits(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            (var diagonal, row[0]) = (row[0], i);
            for (var j = 1; j <= b.Length; j++)
            {
                var replaced = diagonal + (char.ToLowerInvariant(a[i - 1]) == char.ToLowerInvariant(b[j - 1]) ? 0 : 1);
                (diagonal, row[j]) = (row[j], Math.Min(replaced, 1 + Math.Min(row[j], row[j - 1])));
            }
        }

        return row[^1];
    }
}
