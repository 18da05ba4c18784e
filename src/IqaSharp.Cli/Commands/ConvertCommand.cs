using System.CommandLine;
using System.Globalization;
using IqaSharp.CommandLine;
using IqaSharp.Models;
using IqaSharp.Models.Conversion;
using IqaSharp.Networks;
using IqaSharp.Networks.Ckdn;
using IqaSharp.Networks.Iqt;
using IqaSharp.Networks.Musiq;

namespace IqaSharp.Cli.Commands;

/// <summary><c>iqa convert</c>.</summary>
internal static class ConvertCommand
{
    public static Command Create()
    {
        var input = new Argument<string>("checkpoint") { Description = ".npz with the authors' names; .pth, .pth.tar or .safetensors with PyTorch's" };
        var architecture = new Option<string>("--architecture") { Description = "musiq, iqt (iqt-c too: the shapes tell) or ckdn", HelpName = "name", Required = true };
        architecture.AcceptOnlyFromAmong(Architectures.Musiq, Architectures.Iqt, Architectures.Ckdn);
        var semantics = new Option<MusiqSemantics?>("--semantics") { Description = "Which implementation's numerics the checkpoint expects: google (the authors') or pyiqa (the PyTorch port's); default: told by the names of the tensors", HelpName = "google|pyiqa" }.AcceptEnumNames();
        var range = RangeOption.Create("The range of scores that it was trained to give, such as 0:100");
        var name = new Option<string?>("--name") { Description = "The model's name; default: the output file's", HelpName = "name" };
        var scales = new Option<string?>("--scales") { Description = "Longer sides of the resized scales, in pixels; default: 224,384", HelpName = "pixels,…" };
        var noNative = new Option<bool>("--no-native") { Description = "The model does not use the image at its native size" };
        var heads = new Option<int?>("--heads") { Description = "Number of attention heads; default: as the checkpoint shows, else 6", HelpName = "n" };
        var backbone = new Option<string?>("--backbone") { Description = "IQT: a file with the weights of Inception-ResNet-v2, which the checkpoint does not contain", HelpName = "file" };
        var unmasked = new Option<bool>("--unmasked-decoder") { Description = "IQT: no causal mask in the decoder, as in the paper; the public checkpoints come from a port that has one" };
        var half = new Option<bool>("--half") { Description = "Store in half precision, at half the size" };
        var untrained = new Option<bool>("--untrained") { Description = "Mark the weights as untrained; the model and its scores say so" };
        var licence = new Option<string?>("--licence") { Description = "Terms under which the weights may be used", HelpName = "text" };
        var description = new Option<string?>("--description") { Description = "A sentence or two for the card", HelpName = "text" };
        var output = new Option<string>("--output", "-o") { Description = "The model file", HelpName = "file.safetensors", Required = true };
        heads.AtLeast(1);
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
            """)
        {
            input, architecture, semantics, range, name, scales, noNative, heads, backbone, unmasked, half, untrained, licence, description, output,
        };
        command.SetAction(parsed =>
        {
            var path = parsed.GetRequiredValue(output);
            var options = new ConversionOptions
            {
                Name = parsed.GetValue(name),
                Semantics = parsed.GetValue(semantics),
                Range = parsed.GetValue(range),
                Scales = parsed.GetValue(scales) is { } s ? ParseScales(s) : null,
                Native = parsed.GetValue(noNative) ? false : null,
                Heads = parsed.GetValue(heads),
                Backbone = parsed.GetValue(backbone),
                CausalDecoder = parsed.GetValue(unmasked) ? false : null,
                Half = parsed.GetValue(half),
                Trained = !parsed.GetValue(untrained),
                Licence = parsed.GetValue(licence),
                Description = parsed.GetValue(description),
            };
            var made = ModelConverter.Convert(parsed.GetRequiredValue(architecture), parsed.GetRequiredValue(input), path, options);
            Console.WriteLine(Summary(path, made));
        });
        return command;
    }

    private static string Summary(string path, ConversionResult made)
    {
        var ignored = made.Ignored > 0 ? $"; left out, since they are not weights: {made.Ignored}" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{path}: {made.Card.Name}, {made.Parameters / 1e6:0.0} M parameters, {Describe(made.Configuration)}{ignored}");
    }

    private static string Describe(NetworkConfig configuration) => configuration switch
    {
        MusiqConfig c => $"{c.Layers} layers of {c.Hidden}, {c.Heads} heads, scales {Scales(c)}, {c.Semantics.ToString().ToLowerInvariant()} semantics",
        IqtConfig c => $"{c.Layers} layers of {c.Width}, {c.Heads} heads of {c.HeadWidth}, crops of {c.Crop}, {(c.CausalDecoder ? "masked" : "unmasked")} decoder, on {c.Backbone}",
        var other => $"crops of {((CkdnConfig)other).Crop}, on {((CkdnConfig)other).Backbone}",
    };

    private static string Scales(MusiqConfig c) =>
        string.Join(", ", [.. c.Scales.Select(side => side.ToString(CultureInfo.InvariantCulture)), .. c.Native ? new[] { "native" } : []]);

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
