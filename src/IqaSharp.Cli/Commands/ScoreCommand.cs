using System.CommandLine;
using IqaSharp.Cli.Output;
using IqaSharp.Images;
using IqaSharp.Scoring;
using IqaSharp.Weights;

namespace IqaSharp.Cli.Commands;

/// <summary><c>iqa score</c>.</summary>
internal static class ScoreCommand
{
    public static Command Create()
    {
        var paths = new Argument<string[]>("path") { Description = "Images, folders (with all below them) and globs such as \"photos/**/*.jpg\"", Arity = ArgumentArity.OneOrMore };
        var metric = new Option<string?>("--metric", "-m") { Description = $"An installed model ('iqa models' lists them); default: {ModelStore.DefaultModel}", HelpName = "name" };
        var model = new Option<string?>("--model") { Description = "A model file instead", HelpName = "file" };
        var format = new Option<OutputFormat>("--format", "-f") { Description = "table, json, jsonl or csv", HelpName = "format" }.Words();
        var output = new Option<string?>("--output", "-o") { Description = "Write there instead of to the terminal; the file appears when it is complete", HelpName = "file" };
        var maxSide = new Option<int?>("--max-side") { Description = "Take the native scale at no more than this many pixels: faster on large photographs, and the result says so", HelpName = "pixels" };
        var maxPixels = new Option<double?>("--max-pixels") { Description = "Refuse larger images, in megapixels; default: 268", HelpName = "megapixels" };
        var threads = new Option<int>("--threads") { Description = "Threads of the network; default: one a core", HelpName = "n" };
        maxSide.AtLeast(1);
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
            """)
        {
            paths, metric, model, format, output, maxSide, maxPixels, threads,
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
            var options = new MetricOptions { MaxSide = parsed.GetValue(maxSide), Decoding = decoding, Threads = parsed.GetValue(threads) };
            return await RunAsync(
                [.. ImageFiles.Find(parsed.GetRequiredValue(paths))],
                parsed.GetValue(model) ?? parsed.GetValue(metric) ?? ModelStore.DefaultModel,
                options,
                parsed.GetValue(format),
                parsed.GetValue(output),
                cancellation);
        });
        return command;
    }

    private static async Task<int> RunAsync(
        IReadOnlyList<ImageFile> images, string model, MetricOptions options, OutputFormat format, string? output, CancellationToken cancellation)
    {
        using var metric = Load(model, options);
        if (metric is null)
        {
            return ExitCode.WrongUsage;
        }

        using var target = OutputTarget.Open(output);
        var writer = RowWriter.For(format, target.Writer, metric.Card, images);
        using var progress = new ProgressLine(images.Count);
        var failed = 0;
        await using var scored = metric.ScoreManyAsync(images.Where(i => i.Error is null).Select(i => i.Path), cancellation).GetAsyncEnumerator(cancellation);
        foreach (var image in images)
        {
            var row = image.Error is { } error ? new ScoredImage(image.Path, null, error.Reason) : await NextAsync(scored);
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
            await Console.Error.WriteLineAsync($"{failed} of {images.Count} failed");
        }

        return failed > 0 ? ExitCode.Failed : ExitCode.Done;
    }

    private static Metric? Load(string model, MetricOptions options)
    {
        try
        {
            return Metric.Load(model, options);
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
