using System.CommandLine;
using IqaSharp.Cli.Output;
using IqaSharp.CommandLine;
using IqaSharp.Core;
using IqaSharp.Imaging;
using IqaSharp.Metrics;

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
            No such model comes along: 'iqa train recipes/distortion-kinds.yaml' makes one.

            Example:
              iqa classify photos/ --metric runs/distortion-kinds/best.safetensors --top 1
            """)
        {
            lines.Images.Paths, lines.Images.From, lines.Images.Null, lines.Network, top, lines.Output, lines.MaxPixels,
        };
        command.Validators.Add(lines.Images.Require);
        command.SetAction((parsed, cancellation) => lines.RunAsync(
            parsed,
            (network, file, image) => new LabelRow(file, [.. Labels(network, image).Take(parsed.GetValue(top))], null),
            (file, error) => new LabelRow(file, null, error),
            JsonRows.Json.LabelRow,
            cancellation));
        return command;
    }

    private static IReadOnlyList<Label> Labels(Metric network, Image image) => network.NamesLabels ? network.Classify(image)
        : throw new InvalidOperationException("gives scores, not labels; 'iqa train recipes/distortion-kinds.yaml' makes a model with labels, and --metric names it");
}
