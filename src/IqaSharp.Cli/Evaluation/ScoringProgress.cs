using IqaSharp.CommandLine;
using IqaSharp.Core;
using IqaSharp.Datasets;
using IqaSharp.Evaluation;

namespace IqaSharp.Cli.Evaluation;

/// <summary>Scores a data set with one metric and shows how far it is.</summary>
internal static class ScoringProgress
{
    /// <exception cref="BadInputException">Files of the set are missing; each is named.</exception>
    public static void RequireFiles(DataSet set)
    {
        var missing = set.Missing();
        foreach (var file in missing)
        {
            Terminal.Error($"{file}: not there");
        }

        if (missing.Count > 0)
        {
            throw new BadInputException(set.Name, $"{missing.Count} of its files are missing");
        }
    }

    public static async Task ScoreAsync(ScoringRun run, int images, CancellationToken cancellation)
    {
        Terminal.Error($"{run.Card.Name}: {images} images");
        using (var progress = new ProgressLine(run.Remaining))
        {
            await foreach (var _ in run.ScoreAsync(cancellation))
            {
                progress.Clear();
                progress.Advance();
            }
        }

        foreach (var row in run.Failed)
        {
            Terminal.Error($"{row.Path}: {row.Error}");
        }
    }
}
