using System.CommandLine;
using IqaSharp.Cli.Output;
using IqaSharp.CommandLine;
using IqaSharp.Core;
using IqaSharp.Evaluation;
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
        var paths = new Argument<string[]>("path")
        {
            Description = "Images, folders (with all below them) and globs such as \"photos/**/*.jpg\"; or a CSV file with the columns image and reference",
            Arity = ArgumentArity.OneOrMore,
        };
        var reference = new Option<string?>("--reference", "-r") { Description = "What the images are compared with: the pristine original (IQT, SSIM, …) or the degraded input of the restoration (CKDN); the files of a folder are paired by name", HelpName = "path" };
        var pairBy = new Option<string?>("--pair-by") { Description = "How to find the name of the reference in an image's name, such as \"{scene}_*\"", HelpName = "pattern" };
        var fit = new Option<SizeMismatchPolicy>("--fit") { Description = FitDescription, HelpName = "reference" }.AcceptEnumNames();
        var crops = new Option<int?>("--crops") { Description = "Number of crops of a pair that IQT scores, 1 to 20; default: 9", HelpName = "n" };
        var metric = new Option<string?>("--metric", "-m") { Description = $"An installed model or a classical metric ('iqa models' lists them); default: {ModelStore.DefaultModel}, with references {ModelStore.DefaultPairModel}", HelpName = "name" };
        var model = new Option<string?>("--model") { Description = "A model file, instead of --metric", HelpName = "file" };
        var format = new Option<OutputFormat>("--format", "-f") { Description = "table, json, jsonl or csv", HelpName = "format" }.AcceptEnumNames();
        var output = new Option<string?>("--output", "-o") { Description = "Write to this file instead of the terminal; it appears when it is complete", HelpName = "file" };
        var maxSide = new Option<int?>("--max-side") { Description = "Limit the longer side of the native scale to this many pixels: faster on large photographs; the result says so", HelpName = "pixels" };
        var maxPixels = MaxPixelsOption.Create();
        var threads = new Option<int>("--threads") { Description = "Threads for the network; default: one per core", HelpName = "n" };
        var precision = PrecisionOption.Create(Precision.Fast);
        var details = new Option<bool>("--details") { Description = "Add the sub-scores that a score is made of, where a metric has them (ssimulacra2: 108); with --format json or jsonl" };
        maxSide.AtLeast(1);
        crops.AtLeast(1);
        crops.AtMost(20);
        threads.AtLeast(1);

        var command = new DocumentedCommand(
            "score",
            "Score images",
            """
            One row per image, in the order given: image, metric, score. An image that fails has the reason in its row; the others are scored.
            Exit code: 0 all scored, 1 some failed, 2 wrong usage or no such model.

            Examples:
              iqa score photo.jpg
              iqa score photos/ more/*.png --format csv -o scores.csv
              iqa score photo.jpg --metric musiq-koniq --format json
              iqa score encoded.jpg --reference original.png
              iqa score pairs.csv
              iqa score encoded.jpg --reference original.png --metric ssim
              iqa score encoded.jpg --reference original.png --metric ssimulacra2 --format json --details
              iqa score restored/ --reference degraded/ --pair-by "{scene}_*" --metric ckdn
            """)
        {
            paths, reference, pairBy, fit, metric, model, format, output, details, crops, maxSide, maxPixels, threads, precision,
        };
        command.Validators.Add(result =>
        {
            if (result.GetResult(metric) is not null && result.GetResult(model) is not null)
            {
                result.AddError("--metric and --model exclude each other");
            }

            if (result.GetValue(details) && result.GetValue(format) is not (OutputFormat.Json or OutputFormat.Jsonl))
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
                Precision = parsed.GetValue(precision),
                SizeMismatch = parsed.GetValue(fit),
                Crops = parsed.GetValue(crops) ?? new MetricOptions().Crops,
            };
            var (images, original) = (parsed.GetRequiredValue(paths), parsed.GetValue(reference));
            using var loaded = Load(parsed.GetValue(model) ?? parsed.GetValue(metric) ?? (WorkList.HasReferences(images, original) ? ModelStore.DefaultPairModel : ModelStore.DefaultModel), options);
            var work = loaded is null ? null : Find(loaded.Card, images, original, parsed.GetValue(pairBy));
            return work is null ? ExitCode.WrongUsage : await RunAsync(loaded!, work, parsed.GetValue(format), parsed.GetValue(details), parsed.GetValue(output), cancellation);
        });
        return command;
    }

    private static async Task<int> RunAsync(Metric metric, WorkList work, OutputFormat format, bool details, string? output, CancellationToken cancellation)
    {
        using var target = OutputTarget.Open(output);
        var writer = RowWriter.For(format, target.Writer, metric, [.. work.Items.Select(item => item.Image)], details);
        using var progress = new ProgressLine(work.Items.Count);
        var failed = 0;
        await foreach (var row in work.ScoreAsync(metric, cancellation))
        {
            failed += row.Score is null ? 1 : 0;
            progress.Clear();
            writer.Row(row);
            progress.Advance();
        }

        progress.Clear();
        writer.End();
        target.Complete();
        if (failed > 0)
        {
            Terminal.Error($"{failed} of {work.Items.Count} failed");
        }

        return failed > 0 ? ExitCode.Failed : ExitCode.Done;
    }

    private static Metric? Load(string model, MetricOptions options)
    {
        try
        {
            var metric = Metric.Load(model, options);
            return metric.NamesLabels ? throw new BadWeightsException(model, "gives labels, not scores: 'iqa classify' shows them") : metric;
        }
        catch (BadWeightsException e)
        {
            Terminal.Error(e.Message);
            return null;
        }
    }

    /// <summary>The images to score; null if they cannot be found, and the reason is printed.</summary>
    private static WorkList? Find(ModelCard card, string[] paths, string? reference, string? pairBy)
    {
        try
        {
            return WorkList.Find(card, paths, reference, pairBy);
        }
        catch (ReferenceKindException e)
        {
            Terminal.Error($"{e.Message} ({(card.ReferenceKind == ReferenceKind.NoReference ? "--metric chooses another" : "--reference")})");
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
