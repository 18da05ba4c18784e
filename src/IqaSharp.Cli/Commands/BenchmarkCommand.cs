using System.CommandLine;
using System.Text.Json;
using IqaSharp.Cli.Benchmarks;
using IqaSharp.CommandLine;
using IqaSharp.Core;
using IqaSharp.Evaluation;
using IqaSharp.Metrics.Classical;
using IqaSharp.Models.Catalogue;

namespace IqaSharp.Cli.Commands;

/// <summary><c>iqa benchmark</c>.</summary>
internal static class BenchmarkCommand
{
    /// <summary>The name of the option with which the command starts itself, to measure one metric in a process of its own.</summary>
    public const string CostOption = "--cost-of";

    public static Command Create()
    {
        var data = new Option<string[]>("--data", "-d") { Description = "Data sets or manifests, separated by commas; each may be followed by a split, and by how many images to draw: biq2021:train:200,ratings.csv", HelpName = "set:split:n,…", Required = true };
        var metrics = MetricsOption.Create("Metrics, separated by commas; default: all classical ones and all installed models");
        var resamples = new Option<int>("--resamples") { Description = "Number of bootstrap resamples for the 95 % intervals", HelpName = "n", DefaultValueFactory = _ => new EvaluationOptions().Resamples }.Rare();
        var output = new Option<string>("--output", "-o") { Description = "The folder of the scores and costs that are known so far", HelpName = "folder", DefaultValueFactory = _ => "benchmark" };
        var page = new Option<string>("--page") { Description = "The page of tables; its plots are in a folder of its name", HelpName = "file.md", DefaultValueFactory = _ => "benchmarks.md" };
        var cost = new Option<string?>(CostOption) { Description = "Print time and memory of one metric alone, as JSON: what the command starts itself with", HelpName = "metric" }.Rare();
        resamples.AtLeast(0);
        var command = new DocumentedCommand(
            "benchmark",
            "Measure all metrics on several data sets: agreement with people, time and memory, as a page of tables and plots",
            """
            SRCC over all images and, where a set names scenes, the mean of each scene's, with 95 % intervals; time per megapixel and peak memory, each metric
            in a process of its own; published figures beside them, in columns of their own. A metric that takes a reference runs where a set has references,
            and images of another size are resized to that of their reference. Images are drawn by a hash of their names: everybody draws the same ones. The same command continues a run that was stopped.
            Exit code: 1 if an image or a metric failed.

            Examples:
              iqa benchmark --data biq2021:train:500,sr4kiqa:choose
              iqa benchmark --data ratings.csv --metric ssim,ssimulacra2,lpips-alex --page docs/benchmarks.md
            """)
        {
            data, metrics, resamples, output, page, cost,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            static string[] List(string[] values) => [.. values.SelectMany(list => list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).Distinct()];
            var sets = List(parsed.GetRequiredValue(data)).Select(BenchmarkSet.Load).ToList();
            if (parsed.GetValue(cost) is { } metric)
            {
                var (image, reference) = BenchmarkSet.CostPair(sets);
                Terminal.Data(JsonSerializer.Serialize(ScoringCost.Measure(metric, image, reference), BenchmarkJson.Default.ScoringCost));
                return ExitCode.Done;
            }

            if (sets.GroupBy(set => set.Name).FirstOrDefault(group => group.Count() > 1) is { } twice)
            {
                throw new BadInputException(twice.Key, "is named twice");
            }

            var chosen = parsed.Names(metrics);
            return await new BenchmarkRun(sets, chosen.Count > 0 ? chosen : Everything(), parsed.GetRequiredValue(output))
            {
                Options = new EvaluationOptions { Resamples = parsed.GetValue(resamples) },
                Chosen = chosen.Count > 0,
                Page = parsed.GetRequiredValue(page),
                Data = string.Join(',', List(parsed.GetRequiredValue(data))),
            }.RunAsync(cancellation);
        });
        return command;
    }

    /// <summary>All that can score here.</summary>
    private static string[] Everything() =>
    [
        .. ClassicalMetrics.All.Select(metric => metric.Name),
        .. ModelStore.Default.Installed().Where(model => model.Card is { Trained: true }).Select(model => model.Name),
    ];
}
