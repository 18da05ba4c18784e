using System.CommandLine;
using System.Text.Json;
using IqaSharp.Cli.Output;
using IqaSharp.Images;
using IqaSharp.Scoring;
using IqaSharp.Weights;

namespace IqaSharp.Cli.Commands;

/// <summary><c>iqa embed</c>.</summary>
internal static class EmbedCommand
{
    public static Command Create()
    {
        var images = new Argument<string[]>("images") { Description = "Images, folders (with all below them) and globs", Arity = ArgumentArity.OneOrMore };
        var metric = new Option<string>("--metric", "-m") { Description = "An installed MUSIQ, or a model file", HelpName = "name", DefaultValueFactory = _ => ModelStore.DefaultModel };
        var scales = new Option<bool>("--scales") { Description = "Also the mean of each scale's tokens" };
        var output = new Option<string?>("--output", "-o") { Description = "Write there instead of to the terminal; the file appears when it is complete", HelpName = "file" };
        var command = new DocumentedCommand(
            "embed",
            "How MUSIQ sees images, as vectors: for search, clustering and heads of one's own",
            """
            A line of JSON for each image: {"image": …, "embedding": […]}, with "scales": [[…], …] if asked for;
            {"image": …, "error": …} for one that cannot be read.

            Examples:
              iqa embed photos/ -o photos.jsonl
              iqa embed photo.jpg --metric musiq-koniq --scales
            """)
        {
            images, metric, scales, output,
        };
        command.SetAction((parsed, cancellation) => Task.Run(
            () =>
            {
                using var network = Metric.Load(parsed.GetRequiredValue(metric));
                var files = ImageFiles.Find(parsed.GetRequiredValue(images)).ToList();
                using var target = OutputTarget.Open(parsed.GetValue(output));
                using var progress = new ProgressLine(files.Count);
                var failed = 0;
                foreach (var file in files)
                {
                    cancellation.ThrowIfCancellationRequested();
                    var row = Row(network, file, parsed.GetValue(scales));
                    failed += row.Error is null ? 0 : 1;
                    progress.Clear();
                    target.Writer.WriteLine(JsonSerializer.Serialize(row, JsonRows.Json.EmbeddingRow));
                    progress.Advance();
                }

                progress.Clear();
                target.Complete();
                return failed > 0 ? ExitCode.Failed : ExitCode.Done;
            },
            cancellation));
        return command;
    }

    private static EmbeddingRow Row(Metric network, ImageFile file, bool scales)
    {
        try
        {
            var embedding = file.Error is null ? network.Embed(file.Path) : throw file.Error;
            return new EmbeddingRow(file.Path, embedding.Image, scales ? embedding.Scales : null, null);
        }
        catch (BadImageException e)
        {
            return new EmbeddingRow(file.Path, null, null, e.Reason);
        }
    }
}
