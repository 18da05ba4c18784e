using IqaSharp.Imaging;
using IqaSharp.Imaging.Resampling;

namespace IqaSharp.Training.Data;

/// <summary>Pristine photographs that recipes name by their folders.</summary>
internal static class Photographs
{
    /// <summary>Names that are the same on every machine, and files.</summary>
    /// <param name="path">The recipe's file.</param>
    /// <param name="folders">Below <c>IQA_DATA</c>, or else beside the recipe.</param>
    public static IEnumerable<(string Name, string File)> Below(string path, IEnumerable<string> folders)
    {
        foreach (var folder in folders)
        {
            var full = Path.Combine(Environment.GetEnvironmentVariable("IQA_DATA") ?? Path.GetDirectoryName(Path.GetFullPath(path))!, folder);
            foreach (var file in ImageFiles.Find([full]).Select(found => found.Path).Order(StringComparer.Ordinal))
            {
                yield return ($"{folder}/{Path.GetRelativePath(full, file)}", file);
            }
        }
    }

    /// <summary>An image whose longer side has at most so many pixels.</summary>
    public static Image Reduced(Image image, int side)
    {
        var ratio = (double)side / Math.Max(image.Width, image.Height);
        return ratio >= 1 ? image : PillowBicubic.Resize(image, Math.Max(1, (int)Math.Round(image.Width * ratio)), Math.Max(1, (int)Math.Round(image.Height * ratio)));
    }
}
