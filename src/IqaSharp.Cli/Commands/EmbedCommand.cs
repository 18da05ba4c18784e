using System.CommandLine;
using IqaSharp.Cli.Output;
using IqaSharp.CommandLine;

namespace IqaSharp.Cli.Commands;

/// <summary><c>iqa embed</c>.</summary>
internal static class EmbedCommand
{
    public static Command Create()
    {
        var lines = new JsonLines();
        var scales = new Option<bool>("--scales") { Description = "Also write the mean of each scale's tokens" };
        var command = new DocumentedCommand(
            "embed",
            "Write MUSIQ's embeddings of images, for search, clustering or prediction heads of your own",
            """
            A line of JSON for each image: {"image": …, "embedding": […]}, and "scales": [[…], …] with --scales;
            {"image": …, "error": …} for one that cannot be read.

            Examples:
              iqa embed photos/ -o photos.jsonl
              iqa embed photo.jpg --metric musiq-koniq --scales
            """)
        {
            lines.Images.Paths, lines.Images.From, lines.Images.Null, lines.Network, scales, lines.Output, lines.MaxPixels,
        };
        command.Validators.Add(lines.Images.Require);
        command.SetAction((parsed, cancellation) => lines.RunAsync(
            parsed,
            (network, file, image) =>
            {
                var embedding = network.Embed(image);
                return new EmbeddingRow(file, embedding.Image, parsed.GetValue(scales) ? embedding.Scales : null, null);
            },
            (file, error) => new EmbeddingRow(file, null, null, error),
            JsonRows.Json.EmbeddingRow,
            cancellation));
        return command;
    }
}
