using System.CommandLine;
using IqaSharp.Cli.Output;
using IqaSharp.Cli.Scoring;
using IqaSharp.CommandLine;
using IqaSharp.Core;
using IqaSharp.Evaluation;
using IqaSharp.Evaluation.ScoreFiles;
using IqaSharp.Imaging;
using IqaSharp.Metrics;
using IqaSharp.Models;
using IqaSharp.Models.Catalogue;

namespace IqaSharp.Cli.Commands;

/// <summary><c>iqa score</c>.</summary>
internal static class ScoreCommand
{
    /// <summary>The description of <c>--fit</c>.</summary>
    public const string FitDescription = "reference: where sizes differ, resize the image to its pristine reference, or a degraded reference to its image; default: refuse the pair";

    private const int MostUnpairedShown = 20;

    public static Command Create()
    {
        var images = new ImageArguments("; or pairs.csv, with the columns image and reference");
        var reference = new Option<string?>("--reference", "-r") { Description = "The pristine original, or a restoration's input", HelpName = "path" };
        var pairBy = new Option<string?>("--pair-by") { Description = "Where the name of the reference is in an image's name, such as \"{scene}_*\"", HelpName = "pattern" }.Rare();
        var fit = new Option<SizeMismatchPolicy>("--fit") { Description = FitDescription, HelpName = "reference" }.AcceptEnumNames().Rare();
        var crops = new Option<int?>("--crops") { Description = "Number of crops of a pair that IQT scores, 1 to 20; default: 9", HelpName = "n" }.Rare();
        var metrics = MetricsOption.Create($"Metrics, models; default: {ModelStore.DefaultModel}, with -r {ModelStore.DefaultPairModel}");
        var model = new Option<string?>("--model") { Description = "A model file, instead of --metric", HelpName = "file" }.Rare();
        var rows = new FormatOption(parquet: true);
        var selection = new SelectionOptions();
        var resume = new ResumeOptions();
        var maxSide = new Option<int?>("--max-side") { Description = "MUSIQ sees no side longer; faster, and the row says it", HelpName = "pixels" };
        var maxPixels = MaxPixelsOption.Create().Rare();
        var threads = new Option<int>("--threads") { Description = "Threads: one image takes all of them, of many each takes one; default: one per core", HelpName = "n" }.Rare();
        var precision = new PrecisionOption(Precision.Fast);
        var device = DeviceOption.Create().Rare();
        var details = new Option<bool>("--details") { Description = "Add the sub-scores that a score is made of, where a metric has them (ssimulacra2: 108); in json or jsonl" }.Rare();
        maxSide.AtLeast(1);
        crops.AtLeast(1);
        crops.AtMost(20);
        threads.AtLeast(1);

        var command = new DocumentedCommand(
            "score",
            "Score images",
            """
            A row per image, in the order given; several metrics side by side (in JSON a row
            each). An image that fails has the reason in its row; the others are scored.
            Exit code: 0 all scored, 1 some failed, 2 wrong usage, 3 beyond a limit.

            Examples:
              iqa score photos/ -m musiq,niqe -o scores.csv
              iqa score photos/ --worst 20 --copy-to worst/
              iqa score build/*.png --fail-below 40
              iqa score a.jpg b.jpg -r original.png -m ssim,iqt
              iqa score restored/ -r degraded/ --pair-by "{scene}_*" -m ckdn
              find . -name "*.jpg" -print0 | iqa score --from - --null
              iqa score shards/*.tar --shard 3/16 --resume -o parts/3.parquet
            """)
        {
            images.Paths, images.From, images.Column.Rare(), images.Null.Rare(), reference, metrics, rows.Format, rows.Output, maxSide, pairBy, fit, model, details, crops, maxPixels, threads, precision.Option, device,
        };
        selection.AddTo(command);
        resume.AddTo(command);
        command.Validators.Add(result =>
        {
            images.Require(result);
            selection.Check(result);
            resume.Check(result, rows.Output, [rows.Format, .. selection.All]);
            if (rows.Of(result) == OutputFormat.Parquet && result.GetValue(rows.Output) is null)
            {
                result.AddError("--format parquet takes --output");
            }

            if (result.GetResult(metrics) is not null && result.GetResult(model) is not null)
            {
                result.AddError("--metric and --model exclude each other");
            }

            if (result.GetValue(details) && result.GetValue(resume.Dedupe))
            {
                result.AddError("--details and --dedupe exclude each other");
            }

            if (result.GetValue(details) && rows.Of(result) is not (OutputFormat.Json or OutputFormat.Jsonl))
            {
                result.AddError("--details takes --format json or jsonl");
            }
        });
        command.SetAction(async (parsed, cancellation) =>
        {
            var options = new MetricOptions
            {
                MaxSide = parsed.GetValue(maxSide),
                Decoding = parsed.Decoding(maxPixels),
                Threads = parsed.GetValue(threads),
                Precision = precision.Of(parsed),
                Device = parsed.GetValue(device),
                SizeMismatch = parsed.GetValue(fit),
                Crops = parsed.GetValue(crops) ?? new MetricOptions().Crops,
            };
            var (paths, original) = (parsed.GetValue(images.Paths) ?? [], parsed.GetValue(reference));
            var table = original is null && parsed.GetValue(images.From) is null && WorkList.IsPairTable(paths) ? paths[0] : null;
            IReadOnlyList<string> names = parsed.GetValue(model) is { } file ? [file] : parsed.Names(metrics);
            names = names.Count > 0 ? names : [original is not null || table is not null ? ModelStore.DefaultPairModel : ModelStore.DefaultModel];
            using var loaded = Tried(() => LoadedMetrics.Load(names, options));
            var run = loaded is null ? null : Tried(() =>
            {
                IReadOnlyList<ModelCard> cards = [.. loaded.Metrics.Select(metric => metric.Card)];
                var share = resume.Read(parsed);
                var work = Find(cards, () => images.Find(parsed, options.Decoding), table, original, parsed.GetValue(pairBy), share);
                var description = RunDescription.Of(names.Zip(loaded.Metrics), options, resume.Recorded(parsed, details)) with { Share = share?.ToString() };
                var output = parsed.GetValue(rows.Output);
                return parsed.GetValue(resume.Resume)
                    ? new Func<CancellationToken, Task<int>>(resume.Run(parsed, loaded.Metrics, work, output!, description, options.Decoding, parsed.GetValue(details)).RunAsync)
                    : new ScoreRun(loaded.Metrics, work)
                    {
                        Format = rows.Of(parsed),
                        Output = output,
                        Run = description,
                        Details = parsed.GetValue(details),
                        Gate = selection.Gate(parsed, names, cards),
                        Selection = selection.Selection(parsed, names, cards),
                        Destination = selection.Destination(parsed),
                    }.RunAsync;
            });
            return run is null ? ExitCode.WrongUsage : await run(cancellation);
        });
        return command;
    }

    private static WorkList Find(IReadOnlyList<ModelCard> cards, Func<IEnumerable<ImageFile>> images, string? table, string? reference, string? pairBy, Share? share)
    {
        var needReference = cards.Any(card => card.ReferenceKind != ReferenceKind.NoReference);
        try
        {
            bool IsHere(ImageFile image) => share?.Contains(image.Path) ?? true;
            return table is null ? WorkList.Find(cards, images().Where(IsHere), reference, pairBy) : new WorkList([.. WorkList.OfPairs(cards, table).Items.Where(item => IsHere(item.Image))]);
        }
        catch (ReferenceKindException e)
        {
            throw new BadInputException(needReference ? "--reference" : "--metric", e.Message);
        }
    }

    /// <summary>What is needed before anything is scored; null if there is none, and the reason is printed.</summary>
    private static T? Tried<T>(Func<T> make)
        where T : class
    {
        try
        {
            return make();
        }
        catch (UnpairedException e)
        {
            string[] more = e.Missing.Count > MostUnpairedShown ? [$"… and {e.Missing.Count - MostUnpairedShown} more"] : [];
            foreach (var line in e.Missing.Take(MostUnpairedShown).Concat(more))
            {
                Terminal.Error(line);
            }
        }
        catch (BadInputException e)
        {
            Terminal.Error(e.Message);
        }

        return null;
    }
}
