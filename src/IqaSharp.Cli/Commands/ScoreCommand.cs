using System.CommandLine;
using IqaSharp.Cli.Output;
using IqaSharp.Core;
using IqaSharp.Imaging;
using IqaSharp.Metrics;
using IqaSharp.Models.Catalogue;

namespace IqaSharp.Cli.Commands;

/// <summary><c>iqa score</c>.</summary>
internal static class ScoreCommand
{
    public static Command Create()
    {
        var paths = new Argument<string[]>("path")
        {
            Description = "Images, folders (with all below them) and globs such as \"photos/**/*.jpg\"; or a CSV file with the columns image and reference",
            Arity = ArgumentArity.OneOrMore,
        };
        var reference = new Option<string?>("--reference", "-r") { Description = "What the images are held against: the pristine original (IQT, SSIM, …) or the degraded input of the restoration (CKDN); a folder is paired by name", HelpName = "path" };
        var pairBy = new Option<string?>("--pair-by") { Description = "How an image's name shows its reference's, such as \"{scene}_*\"", HelpName = "pattern" };
        var fit = new Option<SizeMismatchPolicy>("--fit") { Description = "reference: resize an image to its pristine reference, or a degraded reference to its image, where they differ", HelpName = "reference" }.Words();
        var crops = new Option<int?>("--crops") { Description = "How many crops of a pair IQT looks at, 1 to 20; default: 9", HelpName = "n" };
        var metric = new Option<string?>("--metric", "-m") { Description = $"An installed model or a classical metric ('iqa models' lists them); default: {ModelStore.DefaultModel}, with references {ModelStore.DefaultPairModel}", HelpName = "name" };
        var model = new Option<string?>("--model") { Description = "A model file instead", HelpName = "file" };
        var format = new Option<OutputFormat>("--format", "-f") { Description = "table, json, jsonl or csv", HelpName = "format" }.Words();
        var output = new Option<string?>("--output", "-o") { Description = "Write there instead of to the terminal; the file appears when it is complete", HelpName = "file" };
        var maxSide = new Option<int?>("--max-side") { Description = "Take the native scale at no more than this many pixels: faster on large photographs, and the result says so", HelpName = "pixels" };
        var maxPixels = new Option<double?>("--max-pixels") { Description = "Refuse larger images, in megapixels; default: 268", HelpName = "megapixels" };
        var threads = new Option<int>("--threads") { Description = "Threads of the network; default: one a core", HelpName = "n" };
        maxSide.AtLeast(1);
        crops.AtLeast(1);
        crops.AtMost(20);
        threads.AtLeast(1);
        maxPixels.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<double?>() is <= 0 or > 1e6)
            {
                result.AddError("--max-pixels takes megapixels above 0");
            }
        });

        var command = new DocumentedCommand(
            "score",
            "Score images",
            """
            One row an image, in the order given: image, metric, score. An image that fails has its reason in the row, and the others are scored.
            Exit code: 0 all scored, 1 some failed, 2 wrong usage or no such model.

            Examples:
              iqa score photo.jpg
              iqa score photos/ more/*.png --format csv -o scores.csv
              iqa score photo.jpg --metric musiq-koniq --format json
              iqa score encoded.jpg --reference original.png
              iqa score pairs.csv
              iqa score encoded.jpg --reference original.png --metric ssim
              iqa score restored/ --reference degraded/ --pair-by "{scene}_*" --metric ckdn
            """)
        {
            paths, reference, pairBy, fit, metric, model, format, output, crops, maxSide, maxPixels, threads,
        };
        command.Validators.Add(result =>
        {
            if (result.GetResult(metric) is not null && result.GetResult(model) is not null)
            {
                result.AddError("--metric and --model exclude each other");
            }
        });
        command.SetAction(async (parsed, cancellation) =>
        {
            var decoding = parsed.GetValue(maxPixels) is { } megapixels ? new DecodeOptions { MaxPixels = (long)(megapixels * 1e6) } : new DecodeOptions();
            var options = new MetricOptions
            {
                MaxSide = parsed.GetValue(maxSide),
                Decoding = decoding,
                Threads = parsed.GetValue(threads),
                SizeMismatch = parsed.GetValue(fit),
                Crops = parsed.GetValue(crops) ?? new MetricOptions().Crops,
            };
            var (images, original) = (parsed.GetRequiredValue(paths), parsed.GetValue(reference));
            using var loaded = Load(parsed.GetValue(model) ?? parsed.GetValue(metric) ?? (WorkList.HasReferences(images, original) ? ModelStore.DefaultPairModel : ModelStore.DefaultModel), options);
            var work = loaded is null ? null : WorkList.Of(loaded.Card, images, original, parsed.GetValue(pairBy));
            return work is null ? ExitCode.WrongUsage : await RunAsync(loaded!, work, parsed.GetValue(format), parsed.GetValue(output), cancellation);
        });
        return command;
    }

    private static async Task<int> RunAsync(Metric metric, WorkList work, OutputFormat format, string? output, CancellationToken cancellation)
    {
        using var target = OutputTarget.Open(output);
        var writer = RowWriter.For(format, target.Writer, metric.Card, [.. work.Items.Select(item => item.Image)]);
        using var progress = new ProgressLine(work.Items.Count);
        var failed = 0;
        await using var scored = work.Score(metric, cancellation).GetAsyncEnumerator(cancellation);
        foreach (var item in work.Items)
        {
            var row = item.Error is { } error ? new ScoredImage(item.Image, null, error) : await NextAsync(scored);
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
            await Console.Error.WriteLineAsync($"{failed} of {work.Items.Count} failed");
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
            Console.Error.WriteLine(e.Message);
            return null;
        }
    }

    private static async ValueTask<ScoredImage> NextAsync(IAsyncEnumerator<ScoredImage> scored)
    {
        await scored.MoveNextAsync();
        return scored.Current;
    }
}
