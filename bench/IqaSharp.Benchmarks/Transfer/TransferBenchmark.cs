using System.Globalization;
using System.Text;
using IqaSharp.Evaluation;
using IqaSharp.Models;
using IqaSharp.Models.Catalogue;
using IqaSharp.Networks.Musiq;

namespace IqaSharp.Benchmarks.Transfer;

/// <summary>The table of docs/transfer.md: what is learned from few ratings on top of features of several kinds.</summary>
internal static class TransferBenchmark
{
    public const string Name = "transfer";

    private const int Draws = 5;

    private static readonly int[] Sizes = [25, 50, 100, 200, 500];

    /// <param name="model">A MUSIQ on a backbone, with a head of one output.</param>
    /// <param name="backbone">The weights of EfficientNet-Lite0.</param>
    /// <param name="cache">The folder of features; the same command continues a run that was stopped.</param>
    public static void Run(string model, string backbone, string cache)
    {
        using var file = Model.Read(ModelStore.Default.Find(model));
        var direction = Adaptation.Direction(file);
        using FeatureCache embedding = new(FeatureExtractor.Musiq(model), cache), pooled = new(FeatureExtractor.Backbone(backbone, (MusiqConfig)file.Configuration), cache), statistics = new(FeatureExtractor.Brisque(), cache);
        var name = file.Card.Name;
        Learner[] learners =
        [
            Learner.Unadapted($"{name} unadapted", embedding, direction),
            Learner.Adapted("`iqa adapt`", embedding, direction),
            Learner.Of($"{name}'s embedding", embedding),
            Learner.Of("the same, Gaussian kernel", embedding, gaussian: true),
            Learner.Of("EfficientNet-Lite0", pooled),
            Learner.Of("BRISQUE's features", statistics),
        ];
        Console.WriteLine($"Features: {string.Join(", ", new[] { embedding, pooled, statistics }.Select(features => $"`{features.Identity}`"))}\n");
        Console.WriteLine($"| learned from | ratings | measured on | {string.Join(" | ", learners.Select(learner => learner.Name))} |");
        Console.WriteLine($"| --- | --: | --: |{string.Concat(learners.Select(_ => " --: |"))}");
        foreach (var task in TransferTask.Distorted().Concat(TransferTask.Rated()))
        {
            Complete(task, [embedding, pooled, statistics]);
            Console.Write(Rows(task, learners));
        }
    }

    private static string Rows(TransferTask task, Learner[] learners)
    {
        var rows = new StringBuilder();
        Draw[] draws = [.. Enumerable.Range(1, Draws).Select(seed => Draw.Of(task, seed))];
        foreach (var size in Sizes.Where(size => draws.All(draw => size <= draw.Pool.Length)))
        {
            var cells = learners.AsParallel().AsOrdered().Select(learner => Cell([.. draws.Select((draw, seed) => learner.Measure(task, draw, size, seed)).OfType<double>()]));
            rows.AppendLine(CultureInfo.InvariantCulture, $"| {task.Name} | {size} | {draws.Average(draw => draw.Measured.Length):0} | {string.Join(" | ", cells)} |");
        }

        return rows.ToString();
    }

    private static string Cell(double[] values)
    {
        if (values.Length == 0)
        {
            return "–";
        }

        var mean = values.Average();
        return string.Create(CultureInfo.InvariantCulture, $"{mean:0.00} ± {Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1)):0.00}");
    }

    private static void Complete(TransferTask task, FeatureCache[] caches)
    {
        Example[] missing = [.. task.Examples.Where(example => !caches.All(cache => cache.Has(example)))];
        Console.Error.WriteLine($"{task.Name}: {task.Examples.Count} images, {missing.Length} without features");
        missing.AsParallel().ForAll(example =>
        {
            var image = example.Load();
            foreach (var cache in caches.Where(cache => !cache.Has(example)))
            {
                cache.Add(example, image);
            }
        });
    }
}
