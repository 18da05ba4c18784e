using System.Security.Cryptography;
using IqaSharp.Core;
using IqaSharp.Datasets;
using IqaSharp.Evaluation;
using IqaSharp.Metrics;
using IqaSharp.Metrics.Classical;
using IqaSharp.Models.Catalogue;

namespace IqaSharp.Cli.Evaluation;

/// <summary>From a data set and names of metrics to tables and plots.</summary>
internal static class EvaluationRun
{
    /// <param name="set">The images.</param>
    /// <param name="names">The metrics.</param>
    /// <param name="folder">Where scores, tables and plots go.</param>
    /// <param name="evaluation">How the numbers are made.</param>
    /// <param name="scoring">How the metrics work.</param>
    /// <param name="against">What restorations are held against; null for what each metric is made for.</param>
    /// <param name="record">Whether the model files' cards are to tell.</param>
    /// <param name="cancellation">Stops; the same call goes on.</param>
    /// <returns>The exit code.</returns>
    /// <exception cref="BadInputException">A metric does not exist or cannot judge this set, images are missing, or the folder cannot be written.</exception>
    public static async Task<int> RunAsync(DataSet set, IReadOnlyList<string> names, string folder, EvaluationOptions evaluation, MetricOptions scoring, ReferenceImage? against, bool record, CancellationToken cancellation)
    {
        if (set.Missing() is { Count: > 0 } missing)
        {
            foreach (var file in missing)
            {
                await Console.Error.WriteLineAsync($"{file}: not there");
            }

            throw new BadInputException(set.Name, $"{missing.Count} of its files are missing");
        }

        foreach (var name in names)
        {
            using var metric = Metric.Load(name); // what cannot be used is said before anything is scored
            Check(set, metric, Shown(set, metric, against));
        }

        Create(folder);
        var (scores, failed) = (new List<MetricScores>(), 0);
        foreach (var name in names)
        {
            using var metric = Metric.Load(name, scoring);
            var shown = Shown(set, metric, against);
            using var file = new ScoreFile(Path.Combine(folder, $"{metric.Card.Name}.tsv"), Identity(name, metric, scoring, shown));
            await Console.Error.WriteLineAsync($"{metric.Card.Name}: {set.Items.Count} images");
            var (own, bad) = await Scoring.RunAsync(set, metric, shown, file, cancellation);
            foreach (var row in bad)
            {
                await Console.Error.WriteLineAsync($"{row.Path}: {row.Error}");
            }

            failed += bad.Count;
            scores.Add(own);
        }

        var reports = Evaluator.Compare(set, scores, evaluation);
        EvaluationTable.Of(reports).Print();
        if (EvaluationTable.ByDistortion(reports) is { } distortions)
        {
            Console.WriteLine();
            distortions.Print();
        }

        EvaluationFiles.Write(folder, set, scores, reports, evaluation);
        Console.WriteLine($"\nscores, tables and plots: {folder}");
        if (record)
        {
            foreach (var (name, report) in names.Zip(reports))
            {
                CardRecord.Write(name, set.Name, report);
            }
        }

        return failed > 0 ? ExitCode.Failed : ExitCode.Done;
    }

    private static ReferenceImage Shown(DataSet set, Metric metric, ReferenceImage? against) =>
        against ?? (metric.Card.ReferenceKind == ReferenceKind.DegradedReference && set.Degraded is not null ? ReferenceImage.Degraded : ReferenceImage.Pristine);

    private static void Check(DataSet set, Metric metric, ReferenceImage against)
    {
        if (metric.NamesLabels)
        {
            throw new BadInputException(metric.Card.Name, "gives labels, not scores");
        }

        if (metric.Card.ReferenceKind == ReferenceKind.NoReference)
        {
            return;
        }

        if (against == ReferenceImage.Degraded && set.Degraded is null)
        {
            throw new BadInputException(set.Name, $"does not say what its images are restorations of, which {metric.Card.Name} is to hold them against");
        }

        if (set.Items.Count(item => (against == ReferenceImage.Degraded ? item.Degraded ?? item.Reference : item.Reference) is null) is > 0 and var lacking)
        {
            throw new BadInputException(set.Name, $"{lacking} of {set.Items.Count} images have no reference, which {metric.Card.Name} holds them against");
        }
    }

    private static void Create(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw BadInputException.CannotWrite(folder, e);
        }
    }

    /// <summary>What the scores depend on: the version of this program, or the model's bytes; and what a metric of two images is shown.</summary>
    private static string Identity(string name, Metric metric, MetricOptions scoring, ReferenceImage against)
    {
        var shown = metric.Card.ReferenceKind == ReferenceKind.NoReference ? "" : $"{(against == ReferenceImage.Degraded ? " degraded" : "")}{(scoring.SizeMismatch == SizeMismatchPolicy.Reference ? " fitted" : "")}";
        if (metric.Card.Architecture == ClassicalMetric.Architecture)
        {
            return $"{metric.Card.Name} of IqaSharp {typeof(Metric).Assembly.GetName().Version?.ToString(3)}{shown}";
        }

        using var stream = File.OpenRead(ModelStore.Default.Find(name));
        return $"{metric.Card.Name} sha256:{Convert.ToHexStringLower(SHA256.HashData(stream))}{shown}";
    }
}
