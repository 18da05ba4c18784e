using IqaSharp.Cli.Evaluation;
using IqaSharp.Cli.Output.Plots;
using IqaSharp.CommandLine;
using IqaSharp.Core;
using IqaSharp.Evaluation;
using IqaSharp.Metrics;
using IqaSharp.Models;

namespace IqaSharp.Cli.Benchmarks;

/// <summary>Measures metrics on several data sets, and writes the page.</summary>
/// <param name="sets">The data sets.</param>
/// <param name="metrics">Names of metrics.</param>
/// <param name="folder">The folder of scores and costs.</param>
internal sealed class BenchmarkRun(IReadOnlyList<BenchmarkSet> sets, IReadOnlyList<string> metrics, string folder)
{
    private static readonly MetricOptions Scoring = new() { SizeMismatch = SizeMismatchPolicy.Reference };

    /// <summary>How agreement is measured.</summary>
    public required EvaluationOptions Options { get; init; }

    /// <summary>The page of tables.</summary>
    public required string Page { get; init; }

    /// <summary>Whether the user named the metrics.</summary>
    public required bool Chosen { get; init; }

    /// <summary>The sets as the user named them.</summary>
    public required string Data { get; init; }

    /// <returns>The exit code.</returns>
    /// <exception cref="BadInputException">A metric does not exist, images are missing, or a file cannot be written.</exception>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        foreach (var set in sets)
        {
            ScoringProgress.RequireFiles(set.Data);
        }

        var cards = metrics.Select(CardOf).ToList();
        OutputFolder.Create(folder);
        var (results, failed) = (new List<BenchmarkResult>(), 0);
        foreach (var set in sets)
        {
            var scores = new List<MetricScores>();
            foreach (var (metric, card) in metrics.Zip(cards).Where(metric => Applies(metric.Second, set)))
            {
                Terminal.Error($"{set.Name}:");
                OutputFolder.Create(Path.Combine(folder, set.File));
                using var run = ScoringRun.Start(set.Data, metric, Path.Combine(folder, set.File), Scoring);
                await ScoringProgress.ScoreAsync(run, set.Data.Items.Count, cancellation);
                failed += run.Failed.Count;
                scores.Add(run.Scores);
            }

            // Agreement by distortion is not on the page, and its intervals would take most of the time.
            var whole = set.Data with { Items = [.. set.Data.Items.Select(item => item with { Distortion = null })] };
            results.Add(new BenchmarkResult(set, [.. Evaluator.Compare(whole, scores, Options).OrderByDescending(report => report.All.Srcc?.Value ?? double.MinValue)]));
        }

        var costs = new CostTable(folder, Data);
        foreach (var (metric, card) in metrics.Zip(cards).Where(metric => results.Any(result => result.Reports.Any(report => report.Metric == metric.Second.Name))))
        {
            failed += await costs.MeasureAsync(metric, card.Name, cancellation) ? 0 : 1;
        }

        Write(results, cards, costs.Known);
        Terminal.Line($"tables and plots: {Page}");
        return failed > 0 ? ExitCode.Failed : ExitCode.Done;
    }

    private void Write(IReadOnlyList<BenchmarkResult> results, IReadOnlyList<ModelCard> cards, IReadOnlyDictionary<string, ScoringCost> costs)
    {
        var plots = Path.ChangeExtension(Page, null);
        OutputFolder.Create(plots);
        foreach (var result in results)
        {
            CostPlot.Of(result.Set.Name, [.. result.Reports.Where(report => report.All.Srcc is not null && costs.ContainsKey(report.Metric)).Select(report => (report.Metric, costs[report.Metric].SecondsPerMegapixel, report.All.Srcc!))]).Save(plots, result.Set.File);
        }

        var resamples = Options.Resamples == new EvaluationOptions().Resamples ? "" : $" --resamples {Options.Resamples}";
        BenchmarkPage.Write(Page, $"iqa benchmark --data {Data}{resamples}{(Chosen ? $" --metric {string.Join(',', metrics)}" : "")} --page {Path.GetFileName(Page)}", results, cards.DistinctBy(card => card.Name).ToDictionary(card => card.Name), costs);
    }

    private static ModelCard CardOf(string metric)
    {
        using var loaded = Metric.Load(metric);
        return loaded.NamesLabels ? throw new BadInputException(metric, "gives labels, not scores") : loaded.Card;
    }

    private static bool Applies(ModelCard card, BenchmarkSet set) => card.ReferenceKind switch
    {
        ReferenceKind.NoReference => true,
        ReferenceKind.DegradedReference => set.Data.Degraded is not null && set.Data.HasReferences,
        _ => set.Data.HasReferences,
    };
}

/// <summary>What a benchmark found on one data set.</summary>
/// <param name="Set">The data set.</param>
/// <param name="Reports">A report for each metric, the best SRCC first.</param>
internal sealed record BenchmarkResult(BenchmarkSet Set, IReadOnlyList<MetricReport> Reports);
