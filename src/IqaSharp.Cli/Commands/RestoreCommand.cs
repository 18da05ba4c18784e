using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using IqaSharp.CommandLine;
using IqaSharp.Core;
using IqaSharp.Imaging;
using IqaSharp.Restorations;

namespace IqaSharp.Cli.Commands;

/// <summary><c>iqa restore</c>.</summary>
internal static class RestoreCommand
{
    public static Command Create()
    {
        var image = new Argument<string?>("image") { Description = "The degraded image; the file is not changed", Arity = ArgumentArity.ZeroOrOne };
        var list = new Option<bool>("--list") { Description = "List the methods and what their strength changes" };
        var method = new Option<string?>("--method", "-m") { Description = "The method ('iqa restore --list' shows all)", HelpName = "name" };
        var model = new Option<string?>("--model") { Description = "Instead of a method, a network: an ONNX file from image to image, or the model.json of a layers model of TensorFlow.js", HelpName = "file" };
        var values = RangeOption.Create("The network's values of black and white, such as 0:255; default: of 0:1, 0:255 and -1:1 what gives a plain image back best", "--values");
        var strength = new Option<double>("--strength") { Description = $"0 to 1, or {string.Join(", ", RestorationOptions.Presets.Keys)}", HelpName = "strength", DefaultValueFactory = _ => new RestorationOptions().Strength, CustomParser = Strength };
        var size = new Option<(int Width, int Height)?>("--size") { Description = "Output size of an upscaler, such as 1024x768", HelpName = "WxH", CustomParser = Size };
        var scale = new Option<double?>("--scale") { Description = "Enlargement factor of an upscaler, such as 2 or 1.5; default: 2, or what the network does", HelpName = "factor" };
        var seed = new Option<ulong>("--seed") { Description = "Seed of methods that invent detail; the same seed gives the same bytes; default: 0", HelpName = "n" };
        var output = new Option<string?>("--output", "-o") { Description = "The PNG file to write", HelpName = "file.png" };
        var maxPixels = MaxPixelsOption.Create();
        scale.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<double?>() is { } factor && !(factor is >= 1 and <= 1000))
            {
                result.AddError("--scale takes a factor of 1 to 1000");
            }
        });

        var command = new DocumentedCommand(
            "restore",
            "Restore a degraded image with a classical method, or with a network of your own: enlarge, deblur, denoise, deblock, sharpen",
            """
            Upscalers double the size unless --size or --scale says otherwise; the other methods keep the size.

            Examples:
              iqa restore --list
              iqa restore noisy.png --method nlm -o denoised.png
              iqa restore small.png --method nedi --scale 2 -o large.png
              iqa restore photo.jpg --method jpeg-again --strength strong -o smooth.png
              iqa restore small.png --model esrgan-slim/models/x4/model.json --values 0:255 -o large.png
            """)
        {
            image, method, model, values, strength, size, scale, seed, output, list, maxPixels,
        };
        command.Validators.Add(result => Check(result, list, image, method, model, values, output, size, scale));
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(list))
            {
                List();
                return ExitCode.Done;
            }

            using var target = OutputFile.Create(parsed.GetRequiredValue(output)!);
            if ((parsed.GetValue(model) is { } file ? Restoration.FromFile(file, parsed.GetValue(values) is { } v ? (v.Low, v.High) : null) : Find(parsed.GetRequiredValue(method)!)) is not { } restoration)
            {
                return ExitCode.WrongUsage;
            }

            var degraded = Image.Load(parsed.GetRequiredValue(image)!, parsed.Decoding(maxPixels));
            var (width, height) = Target(restoration, degraded, parsed.GetValue(size), parsed.GetValue(scale));
            var restored = restoration.Restore(degraded, new() { Strength = parsed.GetValue(strength), Width = width, Height = height, Seed = parsed.GetValue(seed) });
            restored.Save(target.Stream);
            target.Complete();
            return ExitCode.Done;
        });
        return command;
    }

    private static void Check(CommandResult result, Option<bool> list, Argument image, Option method, Option model, Option values, Option output, Option size, Option scale)
    {
        if (result.GetResult(size) is not null && result.GetResult(scale) is not null)
        {
            result.AddError("--size and --scale exclude each other");
        }

        if (result.GetValue(list))
        {
            return;
        }

        if (result.GetResult(image) is not { Tokens.Count: > 0 })
        {
            result.AddError("restore takes an image, or --list");
        }

        if (result.GetResult(method) is null == result.GetResult(model) is null)
        {
            result.AddError(result.GetResult(model) is null ? "--method is missing, or --model" : "--method and --model exclude each other");
        }

        if (result.GetResult(values) is not null && result.GetResult(model) is null)
        {
            result.AddError("--values goes with --model");
        }

        if (result.GetResult(output) is not { } named)
        {
            result.AddError("--output is missing");
        }
        else if (named.Tokens is [var file] && !file.Value.EndsWith(".png", StringComparison.OrdinalIgnoreCase))
        {
            result.AddError("--output takes a name that ends in .png");
        }
    }

    private static Restoration? Find(string name)
    {
        try
        {
            return Restoration.Of(name);
        }
        catch (BadInputException e)
        {
            Terminal.Error(e.Message);
            return null;
        }
    }

    private static (int Width, int Height) Target(Restoration restoration, Image degraded, (int Width, int Height)? size, double? scale)
    {
        var factor = scale ?? (restoration is { Kind: RestorationKind.Upscale, Scale: 1 } ? 2 : restoration.Scale);
        return size ?? (Scaled(degraded.Width, factor), Scaled(degraded.Height, factor));
    }

    private static int Scaled(int side, double factor) => (int)Math.Min(int.MaxValue, Math.Round(side * factor));

    private static double Strength(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (RestorationOptions.Presets.TryGetValue(text.ToLowerInvariant(), out var preset))
        {
            return preset;
        }

        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number is >= 0 and <= 1)
        {
            return number;
        }

        result.AddError($"--strength takes a number of 0 to 1, {string.Join(" or ", RestorationOptions.Presets.Keys)}, not '{text}'");
        return default;
    }

    private static (int Width, int Height)? Size(ArgumentResult result)
    {
        var sides = result.Tokens[0].Value.Split('x', 'X', '×').Select(side => int.TryParse(side, NumberStyles.None, CultureInfo.InvariantCulture, out var pixels) ? pixels : 0).ToArray();
        if (sides is [> 0, > 0])
        {
            return (sides[0], sides[1]);
        }

        result.AddError($"--size takes a width and a height, such as 1024x768, not '{result.Tokens[0].Value}'");
        return null;
    }

    private static void List()
    {
        var table = new TextTable(new TextColumn("method"), new TextColumn("kind"), new TextColumn("what it does"), new TextColumn("paper"));
        foreach (var restoration in Restoration.All)
        {
            table.Add(restoration.Name, restoration.Kind.ToString().ToLowerInvariant(), restoration.Description, restoration.Paper);
        }

        table.Write();
    }
}
