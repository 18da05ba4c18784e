using IqaSharp.Core;
using IqaSharp.Datasets;
using IqaSharp.Evaluation;
using IqaSharp.Imaging;
using IqaSharp.Imaging.Resampling;

namespace IqaSharp.Benchmarks;

/// <summary>Photographs that the shipped models have not learned from, and that are good enough for damage to be seen in them: the pristine ones that the recipes hold out,
/// SR4KIQA's originals, the photographs of avt-ai-images, and the best rated of BIQ2021's training split that the recipes hold out.</summary>
internal static class HeldOutPhotographs
{
    private const int LongestSide = 512;
    private const double HeldOut = 0.1; // as in recipes/musiq-s.yaml and recipes/iqt-s.yaml
    private const int Seed = 1;

    /// <summary>The pristine ones that the recipes hold out.</summary>
    public static IReadOnlyList<string> Pristine { get; } = ExplainerImages.Of([.. Below("imazen+codec-corpus/CID22/CID22-512"), .. Below("imazen+codec-corpus/clic2025"), .. Below("gianni-rosato+gb82-image-set/png")], HeldOut, Seed, []).HeldOut;

    /// <summary>So many of all, in a random order.</summary>
    public static IReadOnlyList<string> Files(int count)
    {
        var rated = CalibrationImages.Of(DataSets.Load("biq2021").Of("train"), HeldOut, Seed, 0, []).Rated;
        string[] good = [.. Pristine, .. Below("mb21100+SR4KIQA/reference"), .. Below("Telecommunication-Telemedia-Assessment+avt_ai_images/images/own")];
        var random = new SplitMix64(1);
        return [.. good.Concat(rated.OrderByDescending(item => item.Score).Select(item => item.Image)).Take(100).Select(file => (file, random.NextUInt64())).OrderBy(pair => pair.Item2).Take(count).Select(pair => pair.file)];
    }

    /// <summary>A photograph as training reduces it.</summary>
    public static Image Load(string file)
    {
        var image = Image.Load(file);
        var ratio = (double)LongestSide / Math.Max(image.Width, image.Height);
        return ratio >= 1 ? image : PillowBicubic.Resize(image, (int)Math.Round(image.Width * ratio), (int)Math.Round(image.Height * ratio));
    }

    /// <summary>The images in a folder of the data.</summary>
    public static IEnumerable<string> Below(string folder) =>
        ImageFiles.Find([Path.Combine(Environment.GetEnvironmentVariable(DataSets.FolderVariable) ?? "", folder)]).Where(file => file.Error is null).Select(file => file.Path);
}
