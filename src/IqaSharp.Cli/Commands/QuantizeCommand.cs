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
        var photographs = new Option<string[]>("--photographs") { Description = "Photographs to measure on, 150 of them at most: files, folders and globs", HelpName = "path", Required = true, AllowMultipleArgumentsPerToken = true };
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
              iqa quantize runs/iqt-s/best.safetensors --photographs photos/ -o iqt-s.safetensors
            """)
        {
            model, photographs, bound, output,
        };
        command.SetAction((parsed, cancellation) => Task.Run(
            () =>
            {
                var (network, path) = (parsed.GetRequiredValue(model), parsed.GetRequiredValue(output));
                var files = FitOptions.Photographs(parsed.GetRequiredValue(photographs));
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
