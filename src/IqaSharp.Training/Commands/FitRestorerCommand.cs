using System.CommandLine;
using System.Globalization;
using IqaSharp.CommandLine;
using IqaSharp.Core;
using IqaSharp.Imaging;
using IqaSharp.Restorations.Learned;
using IqaSharp.Training.Restorations;

namespace IqaSharp.Training.Commands;

/// <summary><c>iqa fit restorer</c>.</summary>
internal static class FitRestorerCommand
{
    public static Command Create()
    {
        var images = new Option<string[]>("--images") { Description = "Pristine photographs: files, folders and globs", HelpName = "path", Required = true, AllowMultipleArgumentsPerToken = true };
        var steps = new Option<int>("--steps") { Description = "Training steps, of 8 crops each", HelpName = "n", DefaultValueFactory = _ => 4000 };
        var seed = new Option<int>("--seed") { Description = "Seed of photographs, crops and damage", HelpName = "n", DefaultValueFactory = _ => 1 };
        var about = FitOptions.About("pristine photographs");
        var output = new Option<string>("--output", "-o") { Description = "The file to write the network to", HelpName = "file.onnx", Required = true };
        var maxPixels = MaxPixelsOption.Create();
        steps.AtLeast(1);
        var command = new DocumentedCommand(
            "restorer",
            "Train the network of 'iqa restore --method learned-…'",
            """
            The network learns to restore crops after reduction, noise and JPEG compression. Every tenth photograph is held out to measure how well.

            Example:
              iqa fit restorer --images pristine/ -o restorer.onnx
            """)
        {
            images, steps, seed, about, output, maxPixels,
        };
        command.SetAction((parsed, cancellation) => Task.Run(
            () =>
            {
                var photographs = ImageFiles.Find(parsed.GetRequiredValue(images)).Select(file => Load(file, parsed.Decoding(maxPixels))).ToList();
                var path = parsed.GetRequiredValue(output);
                using var progress = new ProgressLine(parsed.GetValue(steps));
                var training = new RestorerTraining(photographs, parsed.GetValue(steps), parsed.GetValue(seed));
                var (weights, heldOut) = training.Run((_, _) => progress.Advance(), cancellation);
                progress.Clear();
                var recipe = $"{FitOptions.PortableCommand(parsed, path)}: {parsed.GetValue(about)}; held-out PSNR in dB: {string.Join(", ", heldOut.Select(h => string.Create(CultureInfo.InvariantCulture, $"{h.Kind} {h.Before:F2} -> {h.After:F2}")))}";
                AtomicFile.Write(path, stream => stream.Write(Restorer.Graph(weights).ToBytes(("recipe", recipe))));
                Terminal.Line(recipe);
                return ExitCode.Done;
            },
            CancellationToken.None));
        return command;
    }

    private static Image Load(ImageFile file, DecodeOptions decoding)
    {
        var image = file.Error is { } error ? throw error : Image.Load(file.Path, decoding);
        return Math.Min(image.Width, image.Height) >= RestorerTraining.SmallestSide ? image
            : throw new BadImageException(image.Name, $"{image.Width}×{image.Height} pixels hold no crop of {RestorerTraining.SmallestSide}×{RestorerTraining.SmallestSide}");
    }
}
