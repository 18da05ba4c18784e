using System.CommandLine;
using IqaSharp.Cli.Output;
using IqaSharp.Cli.Report;
using IqaSharp.CommandLine;
using IqaSharp.Core;
using IqaSharp.Evaluation;
using IqaSharp.Evaluation.ScoreFiles;
using IqaSharp.Imaging;
using IqaSharp.Metrics;
using IqaSharp.Models.Catalogue;

namespace IqaSharp.Cli.Commands;

/// <summary><c>iqa report</c>.</summary>
internal static class ReportCommand
{
    private const int MostReasons = 10;

    public static Command Create()
    {
        var images = new ImageArguments("; or one file of scores by 'iqa score' (Parquet, CSV or JSON lines), or one CSV file with the columns image and reference");
        var reference = new Option<string?>("--reference", "-r") { Description = "What the images are compared with, as in 'iqa score'", HelpName = "path" };
        var pairBy = new Option<string?>("--pair-by") { Description = "How to find the name of the reference in an image's name, such as \"{scene}_*\"", HelpName = "pattern" };
        var fit = new Option<SizeMismatchPolicy>("--fit") { Description = ScoreCommand.FitDescription, HelpName = "reference" }.AcceptEnumNames();
        var metric = new Option<string?>("--metric", "-m") { Description = $"An installed model, a model file or a classical metric; default: {ModelStore.DefaultModel}, with references {ModelStore.DefaultPairModel}", HelpName = "name" };
        var title = new Option<string?>("--title") { Description = "The report's title", HelpName = "text" };
        var output = new Option<string>("--output", "-o") { Description = "The report; it appears when it is complete", HelpName = "file.html", Required = true };
        var precision = new PrecisionOption(Precision.Fast);
        var maxPixels = MaxPixelsOption.Create();
        var command = new DocumentedCommand(
            "report",
            "Make a report of photographs: one HTML file that opens anywhere",
            """
            It shows how the scores are distributed, a gallery that is sorted and filtered by score, damage, folder and camera, each photograph with its map,
            two photographs under one slider, what failed and why, and what the scores mean. It needs no network and no other file.
            A file of scores keeps its scores: the images are only read for their pictures.

            Examples:
              iqa report photos/ -o report.html
              iqa report encoded/ -r originals/ -o report.html
              iqa report scores.csv -o report.html
            """)
        {
            images.Paths, images.From, images.Null, reference, pairBy, fit, metric, title, output, precision.Option, maxPixels,
        };
        command.Validators.Add(images.Require);
        command.SetAction(async (parsed, cancellation) =>
        {
            var options = new MetricOptions { SizeMismatch = parsed.GetValue(fit), Precision = precision.Of(parsed), Decoding = parsed.Decoding(maxPixels) };
            var (paths, original) = (parsed.GetValue(images.Paths) ?? [], parsed.GetValue(reference));
            var single = original is null && parsed.GetValue(images.From) is null && paths is [var file] ? file : null;
            var scores = single is not null && ScoreTable.Is(single) ? ScoreTable.Open(single) : null;
            var pairs = scores is null && single is not null && WorkList.IsPairTable(paths) ? single : null;
            var name = parsed.GetValue(metric) ?? (scores?.Metrics is [var first, ..] ? first : null) ?? (original is not null || pairs is not null ? ModelStore.DefaultPairModel : ModelStore.DefaultModel);
            using var loaded = Metric.Load(name, options);
            IReadOnlyList<ReportItem> items = scores is not null ? Known(scores, loaded.Card.Name, parsed.GetValue(metric) is not null)
                : Items(Find(loaded, images.Find(parsed, options.Decoding), pairs, original, parsed.GetValue(pairBy)));
            using var target = OutputTarget.Open(parsed.GetRequiredValue(output));
            var page = new ReportPage(target.Writer, parsed.GetValue(title) ?? $"Image quality: {string.Join(", ", paths.Select(path => Path.GetFileName(Path.TrimEndingDirectorySeparator(path))))}");
            var failed = await new ReportRun(loaded, items, page).RunAsync(cancellation);
            target.Complete();
            if (failed.Count == 0)
            {
                return ExitCode.Done;
            }

            foreach (var row in failed.Take(MostReasons))
            {
                Terminal.Error($"{row.Name}: {row.Error}");
            }

            Terminal.Error($"{failed.Count} of {items.Count} failed{(failed.Count > MostReasons ? "; the report names all" : "")}");
            return ExitCode.Failed;
        });
        return command;
    }

    private static WorkList Find(Metric metric, IEnumerable<ImageFile> images, string? table, string? reference, string? pairBy)
    {
        try
        {
            return metric.NamesLabels ? throw new BadInputException(metric.Card.Name, "gives labels, not scores")
                : table is not null ? WorkList.OfPairs([metric.Card], table)
                : WorkList.Find([metric.Card], images, reference, pairBy);
        }
        catch (ReferenceKindException e)
        {
            throw new BadInputException(metric.Card.Name, e.Message, e);
        }
    }

    /// <summary>What a file of scores says by one metric: its only one, or the chosen one.</summary>
    private static IReadOnlyList<ReportItem> Known(ScoreTable scores, string metric, bool isChosen)
    {
        var at = scores.Metrics.ToList().IndexOf(metric);
        if (at < 0 || (scores.Metrics.Count > 1 && !isChosen))
        {
            throw new BadInputException(scores.Path, scores.Metrics.Count == 0 ? "has no rows" : $"holds the scores of {string.Join(", ", scores.Metrics)}: {(at < 0 ? $"none of {metric}" : "--metric chooses one of them")}");
        }

        var rows = scores.Rows().ToList();
        IReadOnlyList<ReportItem> items = [.. rows.Zip(ImageFiles.Named(rows.Select(row => row.Image)), (row, image) => new ReportItem(image, row.Image, null, new KnownScore(row.Scores[at], row.Error, row.Note)))];
        return items.Count > 0 ? items : throw new BadInputException(scores.Path, "has no rows");
    }

    /// <summary>Names without the folder that all share.</summary>
    private static IReadOnlyList<ReportItem> Items(WorkList work)
    {
        var folders = work.Items.Select(item => (Path.GetDirectoryName(item.Image.Path) ?? "").Split(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar)).ToList();
        var shared = folders.Count == 0 ? [] : folders.Aggregate((a, b) => [.. a.Zip(b).TakeWhile(pair => pair.First == pair.Second).Select(pair => pair.First)]);
        var skipped = shared.Sum(part => part.Length + 1);
        return [.. work.Items.Select(item => new ReportItem(item.Image, shared is [] or [""] ? item.Image.Path : item.Image.Path[skipped..], item.Reference))];
    }
}
