using System.Text.RegularExpressions;

namespace IqaSharp.Imaging;

/// <summary>Pairs images with their references.</summary>
public static class ImagePairs
{
    private const string Scene = "{scene}";

    /// <summary>Pairs images with references: one reference serves all; several are paired by name.</summary>
    /// <param name="images">Paths of images.</param>
    /// <param name="references">Paths of references: one, or several.</param>
    /// <param name="pattern">Where an image's name (without extension) contains its reference's: <c>{scene}</c> stands for the reference's name, <c>*</c> for anything, as in <c>{scene}_*</c>. Null if the names are equal.</param>
    /// <returns>A pair for each image, in their order.</returns>
    /// <exception cref="UnpairedException">An image has no reference, or more than one; all such images are listed.</exception>
    public static IReadOnlyList<(string Image, string Reference)> ByName(IReadOnlyList<string> images, IReadOnlyList<string> references, string? pattern = null)
    {
        if (references.Count == 1)
        {
            return [.. images.Select(image => (image, references[0]))];
        }

        var byScene = references.ToLookup(reference => Path.GetFileNameWithoutExtension(reference), StringComparer.Ordinal);
        var scene = pattern is null ? null : Expression(pattern);
        var pairs = new List<(string, string)>();
        var missing = new List<string>();
        foreach (var image in images)
        {
            var name = Path.GetFileNameWithoutExtension(image);
            var wanted = scene is null ? name : scene.Match(name) is { Success: true } match ? match.Groups["scene"].Value : null;
            var found = wanted is null ? [] : byScene[wanted].ToList();
            if (found.Count == 1)
            {
                pairs.Add((image, found[0]));
            }
            else
            {
                missing.Add(wanted is null ? $"{image} does not fit the pattern {pattern}" : $"{image} has {(found.Count == 0 ? "no reference" : "several references")} named {wanted}");
            }
        }

        return missing.Count == 0 ? pairs : throw new UnpairedException(missing);
    }

    private static Regex Expression(string pattern) => new(
        $"^{Regex.Escape(pattern).Replace(Regex.Escape(Scene), "(?<scene>.+?)", StringComparison.Ordinal).Replace("\\*", ".*", StringComparison.Ordinal)}$",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
}
