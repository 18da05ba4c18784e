using System.CommandLine;
using IqaSharp.Cli.Output;
using IqaSharp.CommandLine;

namespace IqaSharp.Cli.Commands;

/// <summary><c>iqa classify</c>.</summary>
internal static class ClassifyCommand
{
    public static Command Create()
    {
        var lines = new JsonLines();
        var top = new Option<int>("--top") { Description = "Number of labels to write, the most likely first", HelpName = "n", DefaultValueFactory = _ => 3 };
        top.AtLeast(1);

        var command = new DocumentedCommand(
            "classify",
            "Classify images with a model that predicts labels, such as the kind and level of a distortion",
            """
            A line of JSON for each image: {"image": …, "labels": [{"name": …, "probability": …}, …]}; {"image": …, "error": …} for one that cannot be read.
            'iqa train recipes/distortion-kinds.yaml' makes such a model.

            Example:
              iqa classify photos/ --metric runs/distortion-kinds/best.safetensors --top 1
            """)
        {
            lines.Images, lines.Network, top, lines.Output, lines.MaxPixels,
        };
        command.SetAction((parsed, cancellation) => lines.RunAsync(
            parsed,
            (network, file) => new LabelRow(file, [.. network.Classify(file).Take(parsed.GetValue(top))], null),
            (file, error) => new LabelRow(file, null, error),
            JsonRows.Json.LabelRow,
            cancellation));
        return command;
    }
}
