using System.CommandLine;
using System.Globalization;
using IqaSharp.CommandLine;
using IqaSharp.Core;
using IqaSharp.Datasets;
using IqaSharp.Evaluation;
using IqaSharp.Imaging;
using IqaSharp.Metrics;
using IqaSharp.Models;

namespace IqaSharp.Cli.Commands;

/// <summary><c>iqa calibrate</c>.</summary>
internal static class CalibrateCommand
{
    public static Command Create()
    {
        var model = new Argument<string>("model") { Description = "A MUSIQ: an installed model's name, or a model file" };
        var data = new Option<string>("--data", "-d") { Description = "Rated images: a data set ('iqa datasets' lists them), or a CSV file with the columns image and score", HelpName = "name", Required = true };
        var part = new DataSetOptions();
        var opinions = OpinionsOption.Create();
        var range = RangeOption.Create("The lowest and the highest score of a CSV file's scale");
        var heldOut = new HeldOutOptions("The fraction that the model did not learn from: 'validation' in its recipe. 1 if it learned from none of these images", 1);
        var learned = new Option<int>("--learned") { Description = "At most this many of the other images, for the familiarity", HelpName = "n", DefaultValueFactory = _ => 2000 }.Rare();
        var photographs = new Option<string[]>("--photographs") { Description = "Further photographs that the model learned from, as they are and distorted: files, folders and globs", HelpName = "path", AllowMultipleArgumentsPerToken = true }.Rare();
        var output = new Option<string>("--output", "-o") { Description = "The calibrated model file", HelpName = "file.safetensors", Required = true };
        heldOut.RequireSome();
        learned.AtLeast(0);
        var command = new DocumentedCommand(
            "calibrate",
            "Give a model's scores intervals and familiarity",
            """
            The errors on images that the model did not learn from decide how wide the intervals are: nine of ten people's mean opinions lie in them.
            The images that it learned from, and those held out, decide which images are unfamiliar. docs/scores.md explains both.

            Examples:
              iqa calibrate runs/musiq-s/best.safetensors --data biq2021 --split train --held-out 0.1 --seed 1 -o musiq-s.safetensors
              iqa calibrate musiq-koniq --data ratings.csv --range 0:100 -o musiq-koniq.safetensors
            """)
        {
            model, data, part.Root, part.Split, opinions, range, heldOut.Share, heldOut.Seed.Rare(), learned, photographs, output,
        };
        command.SetAction((parsed, cancellation) => Task.Run(
            () =>
            {
                var set = part.Load(parsed, parsed.GetRequiredValue(data)).Declared(parsed.GetValue(opinions));
                set = set with { ScoreRange = parsed.GetValue(range) ?? set.ScoreRange ?? throw new BadInputException(set.Name, "does not say what scale its scores have: --range does") };
                var (network, path) = (parsed.GetRequiredValue(model), parsed.GetRequiredValue(output));
                var files = FitOptions.Photographs(parsed.GetValue(photographs) ?? []);
                var images = CalibrationImages.Of(set, parsed.GetValue(heldOut.Share), parsed.GetValue(heldOut.Seed), parsed.GetValue(learned), files);
                var calibration = Fit(set, images, network, FitOptions.PortableCommand(parsed, path), cancellation);
                Calibrator.Write(network, calibration, path);
                Terminal.Line(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{path}: intervals hold {100 * calibration.Held:0.0} % of {calibration.Images} opinions in cross-validation, mean width {calibration.MeanWidth:0.##}; familiarity against {calibration.Photographs} photographs"));
                return ExitCode.Done;
            },
            cancellation));
        return command;
    }

    private static Calibration Fit(DataSet set, CalibrationImages images, string model, string command, CancellationToken cancellation)
    {
        using var metric = Metric.Load(model);
        using var progress = new ProgressLine(images.Rated.Count + images.Learned.Count + images.Photographs.Count);
        Image Load(string file)
        {
            cancellation.ThrowIfCancellationRequested();
            progress.Clear();
            progress.Advance();
            return Image.Load(file);
        }

        return Calibrator.Fit(metric, set, images, Load, command);
    }
}
