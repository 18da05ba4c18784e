using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using IqaSharp.CommandLine;
using IqaSharp.Models.Conversion;
using IqaSharp.Networks;
using IqaSharp.Networks.Musiq;

namespace IqaSharp.Cli.Commands;

/// <summary><c>iqa convert</c>.</summary>
internal static class ConvertCommand
{
    public static Command Create()
    {
        var input = new Argument<string>("checkpoint") { Description = ".npz with the authors' names; .pth, .pth.tar or .safetensors with PyTorch's" };
        var architecture = new Option<string>("--architecture") { Description = "musiq, iqt (iqt-c too: the shapes tell), ckdn, lpips or dists", HelpName = "name", Required = true };
        architecture.AcceptOnlyFromAmong([.. Architecture.All.Select(known => known.Name)]);
        var semantics = new Option<MusiqSemantics?>("--semantics") { Description = "Which implementation's numerics the checkpoint expects: google (the authors') or pyiqa (the PyTorch port's); default: told by the names of the tensors", HelpName = "google|pyiqa" }.AcceptEnumNames().Rare();
        var range = RangeOption.Create("The range of scores that it was trained to give, such as 0:100");
        var name = new Option<string?>("--name") { Description = "The model's name; default: the output file's", HelpName = "name" };
        var scales = new Option<string?>("--scales") { Description = "Longer sides of the resized scales, in pixels; default: 224,384", HelpName = "pixels,…" };
        var noNative = new Option<bool>("--no-native") { Description = "The model does not use the image at its native size" }.Rare();
        var heads = new Option<int?>("--heads") { Description = "Number of attention heads; default: as the checkpoint shows, else 6", HelpName = "n" }.Rare();
        var backbone = new Option<string?>("--backbone") { Description = "IQT, LPIPS, DISTS: a file with the backbone's weights, where the checkpoint does not contain them", HelpName = "file" };
        var unmasked = new Option<bool>("--unmasked-decoder") { Description = "IQT: no causal mask in the decoder, as in the paper; the public checkpoints come from a port that has one" }.Rare();
        var viewingSide = new Option<int?>("--viewing-side") { Description = "Reduce images to this shorter side first, as the authors' command of DISTS does to 256; default: their own size", HelpName = "pixels" }.Rare();
        var half = new Option<bool>("--half") { Description = "Store in half precision, at half the size" };
        var untrained = new Option<bool>("--untrained") { Description = "Mark the weights as untrained; the model and its scores say so" }.Rare();
        var licence = new Option<string?>("--licence") { Description = "Terms under which the weights may be used", HelpName = "text" };
        var description = new Option<string?>("--description") { Description = "A sentence or two for the card", HelpName = "text" }.Rare();
        var output = new Option<string>("--output", "-o") { Description = "The model file", HelpName = "file.safetensors", Required = true };
        heads.AtLeast(1);
        viewingSide.AtLeast(1);
        scales.Validators.Add(result => Check(result, result.GetValueOrDefault<string?>() is { } text && ParseScales(text) is null, "--scales takes lengths in pixels, such as 224,384"));

        var command = new DocumentedCommand(
            "convert",
            "Make a model, with its card, from a published checkpoint",
            """
            Examples:
              iqa convert koniq_ckpt.npz --architecture musiq --range 0:100 -o musiq-koniq.safetensors
              iqa convert port.pth --architecture musiq --semantics pyiqa -o port.safetensors
              iqa convert iqt.pth --architecture iqt --backbone inception_resnet_v2.pth -o iqt.safetensors
              iqa convert model_best.pth.tar --architecture ckdn -o ckdn.safetensors
              iqa convert alexnet-owt-7be5be79.pth --architecture lpips -o lpips-alex.safetensors
            """)
        {
            input, architecture, semantics, range, name, scales, noNative, heads, backbone, unmasked, viewingSide, half, untrained, licence, description, output,
        };
        command.SetAction(parsed =>
        {
            var path = parsed.GetRequiredValue(output);
            var settings = new JsonObject();
            void Set(string setting, JsonNode? value)
            {
                if (value is not null)
                {
                    settings[setting] = value;
                }
            }

            Set("semantics", parsed.GetValue(semantics)?.ToString());
            Set("scales", parsed.GetValue(scales) is { } s ? new JsonArray([.. ParseScales(s)!.Select(side => JsonValue.Create(side))]) : null);
            Set("native", parsed.GetValue(noNative) ? false : null);
            Set("heads", parsed.GetValue(heads));
            Set("viewingSide", parsed.GetValue(viewingSide));
            Set("causalDecoder", parsed.GetValue(unmasked) ? false : null);
            var options = new ConversionOptions
            {
                Name = parsed.GetValue(name),
                Settings = settings,
                Range = parsed.GetValue(range),
                Backbone = parsed.GetValue(backbone),
                Half = parsed.GetValue(half),
                Trained = !parsed.GetValue(untrained),
                Licence = parsed.GetValue(licence),
                Description = parsed.GetValue(description),
            };
            var made = ModelConverter.Convert(parsed.GetRequiredValue(architecture), parsed.GetRequiredValue(input), path, options);
            Terminal.Line(Summary(path, made));
        });
        return command;
    }

    private static string Summary(string path, ConversionResult made)
    {
        var ignored = made.Ignored > 0 ? $"; left out, since they are not weights: {made.Ignored}" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{path}: {made.Card.Name}, {made.Parameters / 1e6:0.0} M parameters, {made.Architecture.DescriptionOf(made.Configuration)}{ignored}");
    }

    private static void Check(System.CommandLine.Parsing.OptionResult result, bool isWrong, string message)
    {
        if (isWrong)
        {
            result.AddError(message);
        }
    }

    private static int[]? ParseScales(string text)
    {
        var sides = text.Split(',').Select(side => int.TryParse(side, NumberStyles.None, CultureInfo.InvariantCulture, out var pixels) ? pixels : 0).ToArray();
        return sides.All(side => side > 0) ? sides : null;
    }
}
