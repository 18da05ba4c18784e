using System.Globalization;
using IqaSharp.Distortions;
using IqaSharp.Evaluation.Unfamiliar;
using IqaSharp.Imaging;
using IqaSharp.Metrics;
using IqaSharp.Training.Data;
using IqaSharp.Training.Distortions;

namespace IqaSharp.Benchmarks.Reactions;

/// <summary>The tables of docs/training.md: what moves the score of a model that sees an image alone, and what does not, on photographs that it has not learned from.</summary>
internal static class ReactionsBenchmark
{
    public const string Name = "reactions";

    private const int Photographs = 100;
    private const int Middle = 3; // of five levels
    private const int UnfamiliarOfEachKind = 22;
    private const int UnfamiliarSeed = 2; // calibration and tests use others
    private const double Ceiling = 99;
    private const double Much = 8;

    private static readonly string[] Ladders = ["white-noise", "jpeg", "jpeg2000", "gaussian-blur"];

    /// <param name="model">A calibrated model's name or file.</param>
    public static void Run(string model)
    {
        using var metric = Metric.Load(model, new MetricOptions { Threads = 1 });
        double Score(Image image) => metric.Score(image).Value;
        var pristine = Each(HeldOutPhotographs.Pristine, image => (Image: image, Score: Score(image)));
        Console.WriteLine($"{metric.Card.Name}: {pristine.Count} pristine photographs, {Text(pristine.Average(each => each.Score))} on average, {pristine.Count(each => each.Score > Ceiling)} of them above {Ceiling}\n");

        Console.WriteLine("| ladder of five levels | strictly falling from the photograph on | over the levels alone |\n| --- | ---: | ---: |");
        var (all, levels) = (0, 0);
        var kinds = Distortion.All.Select(kind => kind.With(new MagickJpeg2000())).ToList();
        foreach (var kind in Ladders.Select(name => kinds.Single(kind => kind.Name == name)))
        {
            var falls = pristine.AsParallel().AsOrdered().Select((each, seed) => Falls([each.Score, .. Enumerable.Range(1, Distortion.HighestLevel).Select(level => Score(kind.Apply(each.Image, level, seed)))])).ToList();
            Console.WriteLine($"| {kind.Name} | {falls.Count(fall => fall.All)} of {falls.Count} | {falls.Count(fall => fall.Levels)} of {falls.Count} |");
            (all, levels) = (all + falls.Count(fall => fall.All), levels + falls.Count(fall => fall.Levels));
        }

        double Share(int count) => 100.0 * count / (pristine.Count * Ladders.Length);
        Console.WriteLine($"| all | {Text(Share(all))} % | {Text(Share(levels))} % |\n");

        Console.WriteLine($"| {Photographs} photographs | mean change | more than {Much} | largest |\n| --- | ---: | ---: | --- |");
        var files = HeldOutPhotographs.Files(Photographs);
        var variants = Each(files, image => (Own: Score(image), Grey: Score(Variants.Grey(image)), Mirrored: Score(Variants.Mirrored(image))));
        Row("in black and white", files, [.. variants.Select(each => each.Grey - each.Own)]);
        Row("mirrored", files, [.. variants.Select(each => each.Mirrored - each.Own)]);

        Console.WriteLine($"\n| kind, level {Middle} | mean change | scores that fall |\n| --- | ---: | ---: |");
        foreach (var kind in kinds)
        {
            var changes = pristine.AsParallel().AsOrdered().Select((each, seed) => Score(kind.Apply(each.Image, Middle, seed)) - each.Score).ToList();
            Console.WriteLine($"| {kind.Name} | {Text(changes.Average())} | {changes.Count(change => change < 0)} of {changes.Count} |");
        }

        Console.WriteLine("\n| no photographs | marked unfamiliar |\n| --- | ---: |");
        Marked("made in code", UnfamiliarImages.All(UnfamiliarOfEachKind, UnfamiliarSeed).ToList(), metric);
        Marked("screenshots", Each(HeldOutPhotographs.Below("gianni-rosato+gb82-image-set/sc-png").ToList(), image => image), metric);
    }

    private static (bool All, bool Levels) Falls(double[] scores)
    {
        var falls = scores.Zip(scores.Skip(1), (before, after) => after < before).ToList();
        return (falls.TrueForAll(fall => fall), falls.Skip(1).All(fall => fall));
    }

    private static List<T> Each<T>(IReadOnlyList<string> files, Func<Image, T> of) => [.. files.AsParallel().AsOrdered().Select(file => of(HeldOutPhotographs.Load(file)))];

    private static void Row(string title, IReadOnlyList<string> files, IReadOnlyList<double> changes)
    {
        var largest = files.Zip(changes).OrderByDescending(each => Math.Abs(each.Second)).Take(3).Select(each => $"{Text(each.Second)} {Path.GetFileName(each.First)}");
        Console.WriteLine($"| {title} | {Text(changes.Average(Math.Abs))} | {changes.Count(change => Math.Abs(change) > Much)} | {string.Join(", ", largest)} |");
    }

    private static void Marked(string title, IReadOnlyList<Image> images, Metric metric)
    {
        var marked = images.AsParallel().Count(image => metric.Score(image).IsUnfamiliar == true);
        Console.WriteLine($"| {title} | {marked} of {images.Count} |");
    }

    private static string Text(double value) => value.ToString("0.0", CultureInfo.InvariantCulture);
}
