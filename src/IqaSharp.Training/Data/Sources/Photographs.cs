using IqaSharp.Imaging;
using IqaSharp.Imaging.Resampling;

namespace IqaSharp.Training.Data.Sources;

/// <summary>Pristine photographs, in the folders that a recipe names.</summary>
internal static class Photographs
{
    /// <summary>Each photograph's name, the same on every machine, and its file.</summary>
    /// <param name="path">The recipe's file.</param>
    /// <param name="folders">Below <c>IQA_DATA</c>, or beside the recipe where that is not set.</param>
    /// <exception cref="Core.BadInputException">A folder is not there, or has no images.</exception>
    public static IEnumerable<(string Name, string File)> Below(string path, IEnumerable<string> folders)
    {
        foreach (var folder in folders)
        {
            var full = InData(path, folder);
            var found = ImageFiles.Find([full]).Where(static file => !file.IsOtherFormat).ToList();
            if (found is [{ Path: var only, Error: { } missing }] && only == full)
            {
                throw missing;
            }

            foreach (var file in found.Select(static file => file.Path).Order(StringComparer.Ordinal))
            {
                yield return ($"{folder}/{Path.GetRelativePath(full, file)}", file);
            }
        }
    }

    /// <summary>A folder or file below <c>IQA_DATA</c>, or beside the recipe where that is not set.</summary>
    public static string InData(string recipe, string path) => Path.Combine(Environment.GetEnvironmentVariable("IQA_DATA") ?? Path.GetDirectoryName(Path.GetFullPath(recipe))!, path);

    /// <summary>Tells a file from what may replace it under its name: by its length, which is read at once.</summary>
    public static string Content(string file) => new FileInfo(file) is { Exists: true, Length: var length } ? $"{length}" : "";

    /// <summary>The image, reduced so that its longer side has at most <paramref name="side"/> pixels.</summary>
    public static Image Reduced(Image image, int side)
    {
        var ratio = (double)side / Math.Max(image.Width, image.Height);
        return ratio >= 1 ? image : PillowBicubic.Resize(image, Math.Max(1, (int)Math.Round(image.Width * ratio)), Math.Max(1, (int)Math.Round(image.Height * ratio)));
    }
}
