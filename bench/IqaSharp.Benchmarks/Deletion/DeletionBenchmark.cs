using System.Globalization;
using IqaSharp.Core;
using IqaSharp.Distortions;
using IqaSharp.Imaging;
using IqaSharp.Metrics;
using IqaSharp.Metrics.Maps;
using IqaSharp.Models;
using IqaSharp.Models.Catalogue;
using IqaSharp.Networks;

namespace IqaSharp.Benchmarks.Deletion;

/// <summary>The tables of docs/maps.md: how well maps find damage that was put into a random quarter of held-out photographs.</summary>
internal static class DeletionBenchmark
{
    public const string Name = "deletion";

    private const int Level = 4;

    private static readonly string[] Kinds = ["gaussian-blur", "white-noise", "jpeg", "pixelate"];
    private static readonly string[] References = ["ssim", "gmsd", "fsim", "mdsi", "butteraugli"];

    /// <param name="count">How many photographs.</param>
    /// <param name="slow">On how many of them methods are tried that take a run of the network for each place.</param>
    /// <param name="models">Models with an explainer, and models that take a reference.</param>
    public static void Run(int count, int slow, IReadOnlyList<string> models)
    {
        Console.WriteLine($"| map | photographs | {string.Join(" | ", Kinds)} | mean |");
        Console.WriteLine($"| --- | --: |{string.Concat(Enumerable.Repeat(" --: |", Kinds.Length + 1))}");
        var files = HeldOutPhotographs.Files(count);
        foreach (var name in models)
        {
            using var metric = Metric.Load(name, new MetricOptions { Threads = 1 });
            if (metric.Card.ReferenceKind != ReferenceKind.NoReference)
            {
                Row(metric.Card.Name, files, (image, original) => metric.Map(image, original));
                continue;
            }

            Row(metric.Card.Name, files, (image, _) => metric.Map(image));
            Row($"{metric.Card.Name}, scores of windows", [.. files.Take(slow)], (image, _) => new QualityMap(ScoreMap.Of(metric, image), metric.Card.Range!.Value, metric.Card.HigherIsBetter));
            using var model = Model.Read(ModelStore.Default.Find(name));
            using var tokens = new TokenMaps(model);
            Row($"{metric.Card.Name}, cells left out", [.. files.Take(slow)], (image, _) => tokens.LeavingOut(image));
            Row($"{metric.Card.Name}, gradient × input", [.. files.Take(slow)], (image, _) => tokens.GradientTimesInput(image));
            Row($"{metric.Card.Name}, cells alone", [.. files.Take(slow)], (image, _) => tokens.Alone(image));
        }

        foreach (var name in References)
        {
            using var metric = Metric.Load(name, new MetricOptions { Threads = 1 });
            Row(name, files, (image, original) => metric.Map(image, original));
        }
    }

    private static void Row(string title, IReadOnlyList<string> files, Func<Image, Image, QualityMap> mapOf)
    {
        double[] areas = [.. Kinds.Select(kind => files.Select((file, number) => (file, number)).AsParallel().AsOrdered().Average(photograph =>
        {
            var damaged = DamagedPhotograph.Of(HeldOutPhotographs.Load(photograph.file), Distortion.Of(kind), Level, photograph.number);
            using var map = mapOf(damaged.Damaged, damaged.Original);
            return damaged.Auroc(map);
        }))];
        Console.WriteLine($"| {title} | {files.Count} | {string.Join(" | ", areas.Append(areas.Average()).Select(area => area.ToString("0.000", CultureInfo.InvariantCulture)))} |");
    }
}
