using System.CommandLine;
using System.Globalization;
using IqaSharp.Core;
using IqaSharp.Distortions;
using IqaSharp.Imaging;

namespace IqaSharp.CommandLine;

/// <summary><c>iqa distort</c>.</summary>
internal static class DistortCommand
{
    /// <param name="jpeg2000">The JPEG 2000 codec; null to leave that kind to <c>iqa-train</c>.</param>
    public static Command Create(IJpeg2000Codec? jpeg2000 = null)
    {
        var image = new Argument<string?>("image") { Description = "The image; the file is not changed", Arity = ArgumentArity.ZeroOrOne };
        var kind = new Option<string?>("--kind", "-k") { Description = "The kind of distortion ('iqa distort --list' shows all)", HelpName = "name" };
        var level = new Option<int?>("--level", "-l") { Description = "Strength, from 1 (barely visible) to 5 (very annoying)", HelpName = "1…5" };
        var output = new Option<string?>("--output", "-o") { Description = "The PNG file to write", HelpName = "file.png" };
        var seed = new Option<int>("--seed") { Description = "Seed of random noise, directions and positions; default: 0", HelpName = "n" };
        var list = new Option<bool>("--list") { Description = "List all kinds with their parameters at each level" };
        var maxPixels = MaxPixelsOption.Create();
        level.AtLeast(1);
        level.AtMost(Distortion.HighestLevel);
        kind.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } name && Unknown(name) is { } why)
            {
                result.AddError(why);
            }
        });

        var command = new DocumentedCommand(
            "distort",
            "Damage an image as a compressor, a camera or an editor would",
            """
            The same seed gives the same pixels on any machine. With a higher level the damage is the same, only stronger.

            Examples:
              iqa distort --list
              iqa distort photo.png --kind jpeg --level 3 -o jpeg-3.png
              iqa distort photo.png --kind white-noise --level 5 --seed 7 -o noise.png
            """)
        {
            image, kind, level, output, seed, list, maxPixels,
        };
        command.Validators.Add(result =>
        {
            if (!result.GetValue(list) && (result.GetResult(image) is not { Tokens.Count: > 0 } || new Option[] { kind, level, output }.Any(option => result.GetResult(option) is null)))
            {
                result.AddError("distort takes an image, --kind, --level and --output; or --list");
            }
        });
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(list))
            {
                DistortionTable.Write();
                return ExitCode.Done;
            }

            var distortion = Distortion.Of(parsed.GetRequiredValue(kind)!);
            var (from, to) = (parsed.GetRequiredValue(image)!, parsed.GetRequiredValue(output)!);
            var (number, random) = (parsed.GetRequiredValue(level)!.Value, parsed.GetValue(seed));
            if (distortion.NeedsJpeg2000 && jpeg2000 is null)
            {
                string[] limit = parsed.GetValue(maxPixels) is { } megapixels ? [maxPixels.Name, megapixels.ToString(CultureInfo.InvariantCulture)] : [];
                return CompanionProgram.Training.Run(["distort", from, "--kind", distortion.Name, "--level", Text(number), "--seed", Text(random), "--output", to, .. limit]);
            }

            distortion = jpeg2000 is null ? distortion : distortion.With(jpeg2000);
            distortion.Apply(Image.Load(from, parsed.Decoding(maxPixels)), number, random).Save(to);
            Terminal.Line($"{to}: {distortion.Name}, level {number}: {distortion.Parameter} {distortion.Levels[number - 1].ToString(CultureInfo.InvariantCulture)}");
            return ExitCode.Done;
        });
        return command;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string? Unknown(string name)
    {
        try
        {
            Distortion.Of(name);
            return null;
        }
        catch (BadInputException e)
        {
            return e.Message;
        }
    }
}
