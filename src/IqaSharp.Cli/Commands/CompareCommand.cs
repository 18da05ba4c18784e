using System.CommandLine;
using IqaSharp.Cli.Comparing;
using IqaSharp.Cli.Output;
using IqaSharp.Cli.Scoring;
using IqaSharp.CommandLine;
using IqaSharp.Core;
using IqaSharp.Imaging;
using IqaSharp.Metrics;

namespace IqaSharp.Cli.Commands;

/// <summary><c>iqa compare</c>.</summary>
internal static class CompareCommand
{
    public static Command Create()
    {
        var images = new ImageArguments();
        var reference = new Option<string?>("--reference", "-r") { Description = "Their pristine original", HelpName = "file" };
        var fit = new Option<SizeMismatchPolicy>("--fit") { Description = "reference: resize images to the size of their reference; default: leave a gap", HelpName = "reference" }.AcceptEnumNames();
        var metrics = MetricsOption.Create("Metrics, separated by commas; default: all that apply");
        var map = new Option<string?>("--map") { Description = "Write PNG maps into this folder: where the images differ from their reference, or where they are good", HelpName = "folder" };
        var rows = new FormatOption();
        var json = new Option<bool>("--json") { Description = "The same as --format json" }.Rare();
        var device = DeviceOption.Create().Rare();
        var maxPixels = MaxPixelsOption.Create().Rare();
        var command = new DocumentedCommand(
            "compare",
            "Compare a few images by all metrics, side by side",
            """
            A row for each metric and a column for each image; * marks the image that the
            metric rates best, whether higher or lower scores are better. Entropy and
            sharpness are shown, but mark no image: noise and ringing raise them too.
            An image that cannot be read, or a score that does not exist, leaves a gap.
            Exit code: 1 if there is a gap.

            Examples:
              iqa compare a.jpg b.jpg
              iqa compare webp.png avif.png --reference original.png
              iqa compare a.png b.png -r original.png --metric ssim,mdsi --map maps/
            """)
        {
            images.Paths, images.From.Rare(), images.Null.Rare(), reference, metrics, map, fit, rows.Format, rows.Output, json, device, maxPixels,
        };
        command.Validators.Add(images.Require);
        command.SetAction(parsed =>
        {
            var options = new MetricOptions { SizeMismatch = parsed.GetValue(fit), Decoding = parsed.Decoding(maxPixels), Device = parsed.GetValue(device) };
            var original = parsed.GetValue(reference) is { } path ? Image.Load(path, options.Decoding) : null;
            using var loaded = LoadedMetrics.Load(parsed.Names(metrics) is { Count: > 0 } chosen ? chosen : Comparison.Applicable(original is not null), options);
            if (original is null && loaded.Metrics.FirstOrDefault(metric => metric.Card.ReferenceKind != ReferenceKind.NoReference) is { } pairs)
            {
                throw new BadInputException(pairs.Card.Name, "compares images with a reference: --reference names it");
            }

            var columns = images.Find(parsed, options.Decoding).Select(file => Read(file, options.Decoding)).ToList();
            var result = new ComparisonResult([.. columns.Select(column => column.File)], [.. loaded.Metrics.Select(metric => Comparison.Of(metric, [.. columns.Select(column => column.Image)], original))]);
            using (var target = OutputTarget.Open(parsed.GetValue(rows.Output)))
            {
                result.Write(parsed.GetValue(json) ? OutputFormat.Json : rows.Of(parsed), target);
                target.Complete();
            }

            foreach (var gap in result.Gaps)
            {
                Terminal.Error(gap);
            }

            if (parsed.GetValue(map) is { } folder)
            {
                foreach (var (file, content) in new MapFiles(folder, loaded.Metrics, Named(columns), original).Write())
                {
                    Terminal.Error($"{file}: {content}");
                }
            }

            return result.HasGaps ? ExitCode.Failed : ExitCode.Done;
        });
        return command;
    }

    private static (ImageFile File, Image? Image) Read(ImageFile file, DecodeOptions decoding)
    {
        try
        {
            return (file, file.Load(decoding));
        }
        catch (BadImageException e)
        {
            return (file with { Error = e }, null);
        }
    }

    /// <summary>The images that could be read, each with a name of its own for its maps.</summary>
    private static List<(string Name, Image Image)> Named(IEnumerable<(ImageFile File, Image? Image)> columns)
    {
        List<(string Name, Image Image)> named = [];
        foreach (var (file, image) in columns.Where(column => column.Image is not null))
        {
            var name = Path.GetFileNameWithoutExtension(file.Path);
            named.Add((Enumerable.Range(1, int.MaxValue).Select(i => i == 1 ? name : $"{name}-{i}").First(free => named.TrueForAll(other => other.Name != free)), image!));
        }

        return named;
    }
}
