using System.CommandLine;
using IqaSharp.Cli.Output;
using IqaSharp.CommandLine;
using IqaSharp.Core;
using IqaSharp.Imaging;
using IqaSharp.Metrics;
using IqaSharp.Models.Catalogue;

namespace IqaSharp.Cli.Commands;

/// <summary><c>iqa map</c>.</summary>
internal static class MapCommand
{
    public static Command Create()
    {
        var image = new Argument<string>("image") { Description = "The image" };
        var reference = new Option<string?>("--reference", "-r") { Description = "What it is compared with: its pristine original, or the degraded input of the restoration", HelpName = "file" };
        var metric = new Option<string?>("--metric", "-m") { Description = $"An installed model, a model file or a classical metric that has a map; default: {ModelStore.DefaultModel}, with a reference {ModelStore.DefaultPairModel}", HelpName = "name" };
        var fit = new Option<SizeMismatchPolicy>("--fit") { Description = ScoreCommand.FitDescription, HelpName = "reference" }.AcceptEnumNames();
        var output = new Option<string?>("--output", "-o") { Description = "The picture, as PNG; with --raw the file of the numbers", HelpName = "file" };
        var raw = new Option<bool>("--raw") { Description = "Write the numbers instead of a picture: a line for each row of the map, with commas between them" };
        var maxPixels = MaxPixelsOption.Create();
        var command = new DocumentedCommand(
            "map",
            "Show where an image is good and where it is bad",
            """
            The map lies over the photograph, with a legend. A metric without a reference maps the scores of places, on its own scale; one with a reference the difference.
            docs/maps.md says what each metric's map is made of, and how well it finds damage.

            Examples:
              iqa map photo.jpg -o map.png
              iqa map encoded.jpg -r original.png -o map.png
              iqa map encoded.jpg -r original.png --metric ssim -o map.png
              iqa map photo.jpg --raw > map.csv
            """)
        {
            image, reference, metric, fit, output, raw, maxPixels,
        };
        command.Validators.Add(result =>
        {
            if (!result.GetValue(raw) && result.GetValue(output) is null)
            {
                result.AddError("--output names the picture");
            }
        });
        command.SetAction(parsed =>
        {
            var options = new MetricOptions { SizeMismatch = parsed.GetValue(fit), Decoding = parsed.Decoding(maxPixels) };
            var original = parsed.GetValue(reference);
            using var loaded = Metric.Load(parsed.GetValue(metric) ?? (original is null ? ModelStore.DefaultModel : ModelStore.DefaultPairModel), options);
            var shown = Image.Load(parsed.GetRequiredValue(image), options.Decoding);
            try
            {
                using var map = original is null ? loaded.Map(shown) : loaded.Map(shown, Image.Load(original, options.Decoding));
                if (parsed.GetValue(raw))
                {
                    using var target = OutputTarget.Open(parsed.GetValue(output));
                    MapPicture.WriteNumbers(target.Writer, map.Values);
                    target.Complete();
                }
                else
                {
                    MapPicture.Draw(shown, map, loaded.Card.Name).Save(parsed.GetRequiredValue(output)!);
                    Terminal.Error($"{MapPicture.Title(map)}; {MapPicture.Span(map)}");
                }

                return ExitCode.Done;
            }
            catch (InvalidOperationException e)
            {
                throw new BadInputException(loaded.Card.Name, e.Message, e);
            }
        });
        return command;
    }
}
