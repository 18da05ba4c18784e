using System.CommandLine;
using System.Globalization;
using IqaSharp.CommandLine;
using IqaSharp.CommandLine.Training;
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
        var usage = new FitRestorerUsage();
        var command = usage.Command();
        command.SetAction((parsed, cancellation) => Task.Run(
            () =>
            {
                var photographs = ImageFiles.Find(parsed.GetRequiredValue(usage.Images)).Select(file => Load(file, parsed.Decoding(usage.MaxPixels))).ToList();
                var path = parsed.GetRequiredValue(usage.Output);
                using var progress = new ProgressLine(parsed.GetValue(usage.Steps));
                var training = new RestorerTraining(photographs, parsed.GetValue(usage.Steps), parsed.GetValue(usage.Seed));
                var (weights, heldOut) = training.Run((_, _) => progress.Advance(), cancellation);
                progress.Clear();
                var recipe = $"{FitOptions.PortableCommand(parsed, path)}: {parsed.GetValue(usage.About)}; held-out PSNR in dB: {string.Join(", ", heldOut.Select(h => string.Create(CultureInfo.InvariantCulture, $"{h.Kind} {h.Before:F2} -> {h.After:F2}")))}";
                AtomicFile.Write(path, stream => stream.Write(Restorer.Graph(weights).ToBytes(("recipe", recipe))));
                Terminal.Line(recipe);
                return ExitCode.Done;
            },
            CancellationToken.None));
        return command;
    }

    private static Image Load(ImageFile file, DecodeOptions decoding)
    {
        var image = file.Load(decoding);
        return Math.Min(image.Width, image.Height) >= RestorerTraining.SmallestSide ? image
            : throw new BadImageException(image.Name, $"{image.Width}×{image.Height} pixels hold no crop of {RestorerTraining.SmallestSide}×{RestorerTraining.SmallestSide}");
    }
}
