using System.CommandLine;
using System.Globalization;
using IqaSharp.CommandLine;
using IqaSharp.Evaluation;
using IqaSharp.Models;

namespace IqaSharp.Cli.Commands;

/// <summary><c>iqa quantize</c>.</summary>
internal static class QuantizeCommand
{
    public static Command Create()
    {
        var model = new Argument<string>("model") { Description = "An installed model's name, or a model file" };
        var photographs = new Option<string[]>("--photographs") { Description = "Photographs to measure on, 150 of them at most: files, folders and globs", HelpName = "path", AllowMultipleArgumentsPerToken = true };
        var learned = new LearnedImages("Measure on 150 images that the model learned from: a data set, or a CSV file with the columns image and score");
        var heldOut = new HeldOutOptions("The fraction of the data set that the model did not learn from: 'validation' in its recipe", 0.1);
        var bound = new Option<double>("--bound") { Description = "Refuse if scores move by more than this on average, in percent of their range", HelpName = "percent", DefaultValueFactory = _ => 100 * Quantiser.UsualBound };
        var output = new Option<string>("--output", "-o") { Description = "The quantised model file", HelpName = "file.safetensors", Required = true };
        bound.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<double>() is not (> 0 and <= 100))
            {
                result.AddError("--bound takes a number above 0, at most 100");
            }
        });
        var command = new DocumentedCommand(
            "quantize",
            "Prepare a model for being computed in 8-bit integers",
            """
            The ranges of the network's maps are measured on two thirds of the photographs;
            the others are then scored both ways. The weights stay as they are: with
            --precision exact the scores are those of before. docs/quantisation.md has more.

            Examples:
              iqa quantize musiq-s --photographs photos/ -o musiq-s-fast.safetensors
              iqa quantize runs/musiq-s/best.safetensors --data biq2021 --split train -o musiq-s.safetensors
            """)
        {
            model, photographs, learned.Data, learned.Part.Root, learned.Part.Split, heldOut.Share.Rare(), heldOut.Seed.Rare(), bound, output,
        };
        command.Validators.Add(result =>
        {
            if (result.GetResult(photographs) is null && result.GetResult(learned.Data) is null)
            {
                result.AddError("--photographs or --data says which images to measure on");
            }
        });
        command.SetAction((parsed, cancellation) => Task.Run(
            () =>
            {
                var (network, path) = (parsed.GetRequiredValue(model), parsed.GetRequiredValue(output));
                IReadOnlyList<string> files = [.. FitOptions.Photographs(parsed.GetValue(photographs) ?? []), .. learned.Of(parsed, parsed.GetValue(heldOut.Share), parsed.GetValue(heldOut.Seed), int.MaxValue)];
                var quantisation = Fit(network, QuantisationImages.Of(files), parsed.GetValue(bound) / 100, FitOptions.PortableCommand(parsed, path), cancellation);
                Quantiser.Write(network, quantisation, path);
                Terminal.Line($"{path}: {Summary(quantisation)}");
                return ExitCode.Done;
            },
            cancellation));
        return command;
    }

    /// <summary>What was measured, in a line.</summary>
    public static string Summary(Quantisation quantisation) => string.Create(
        CultureInfo.InvariantCulture,
        $"measured on {quantisation.Photographs} photographs; scores of {quantisation.Checked} others move by {quantisation.MeanDifference:0.####} on average, {quantisation.LargestDifference:0.####} at most");

    private static Quantisation Fit(string model, QuantisationImages images, double bound, string command, CancellationToken cancellation)
    {
        using var progress = new Lines();
        return Quantiser.Fit(model, images, bound, command, progress, cancellation);
    }

    /// <summary>A line for each step.</summary>
    private sealed class Lines : IProgress<(int Done, int Total)>, IDisposable
    {
        private ProgressLine? _line;

        public void Report((int Done, int Total) value)
        {
            _line?.Clear();
            _line = value.Done == 1 ? new ProgressLine(value.Total) : _line;
            _line?.Advance();
        }

        public void Dispose() => _line?.Dispose();
    }
}
