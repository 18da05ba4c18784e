using System.CommandLine;
using System.Globalization;
using IqaSharp.CommandLine;
using IqaSharp.Core;
using IqaSharp.Evaluation;
using IqaSharp.Models.Catalogue;

namespace IqaSharp.Cli.Commands;

/// <summary><c>iqa adapt</c>.</summary>
internal static class AdaptCommand
{
    public static Command Create()
    {
        var data = new Argument<string>("ratings") { Description = "A CSV file with the columns image and score, and scene where several images show the same; or a data set ('iqa datasets' lists them)" };
        var part = new DataSetOptions();
        var metric = new Option<string>("--metric", "-m") { Description = "The model to adapt: an installed MUSIQ or a model file of one", HelpName = "model", DefaultValueFactory = _ => ModelStore.DefaultModel };
        var range = RangeOption.Create("The lowest and the highest rating of a CSV file's scale, for the model's card");
        var output = new Option<string>("--output", "-o") { Description = "The adapted model", HelpName = "file.safetensors", Required = true };
        var command = new DocumentedCommand(
            "adapt",
            "Adapt a model to ratings of your own photographs",
            """
            Fits a new linear head to the network's embeddings of the rated images; the network stays as it is. 20 ratings or more; higher is better.
            Nested cross-validation tells how well the new head ranks images that it was not fitted to, and what it gains over the model as it was, with a 95 %
            interval. If that interval does not lie above 0, nothing was gained that chance could not give: no file is written, and the exit code is 1.
            Images of one scene stay together: name scenes where several images show the same thing, or the gain will look larger than it is.

            Examples:
              iqa adapt ratings.csv -o mine.safetensors
              iqa adapt ratings.csv --metric musiq --range 1:5 -o mine.safetensors
              iqa score photos/ --metric mine.safetensors
              iqa adapt sr4kiqa --split choose -o upscaled.safetensors
            """)
        {
            data, part.Root, part.Split, metric, range, output,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            var name = parsed.GetRequiredValue(data);
            var set = part.Load(parsed, name);
            var path = parsed.GetRequiredValue(output);
            Adaptation adaptation;
            using (var progress = new ProgressLine(set.Items.Count))
            {
                adaptation = await Adaptation.FitAsync(set, parsed.GetRequiredValue(metric), parsed.GetValue(range), new Advance(progress), cancellation);
            }

            Print(adaptation.Report);
            if (!adaptation.Report.HasGained)
            {
                throw new BadInputException(name, adaptation.Report.Gain.High < 0
                    ? $"the adapted model ranks worse than {parsed.GetRequiredValue(metric)}; {path} is not written"
                    : $"nothing gained that chance could not give; {path} is not written (more ratings may help)");
            }

            adaptation.Save(path);
            return ExitCode.Done;
        });
        return command;
    }

    private static void Print(AdaptationReport report)
    {
        Terminal.Line($"{report.Ratings} ratings{(report.Scenes < report.Ratings ? $" of {report.Scenes} scenes" : "")}");
        Terminal.Line("           SRCC    95 % interval");
        foreach (var (name, estimate) in new[] { ("unadapted", report.Unadapted), ("adapted", report.Adapted), ("gain", report.Gain) })
        {
            Terminal.Line(string.Create(CultureInfo.InvariantCulture, $"{name,-9} {estimate.Value,6:0.000}   {estimate.Low,6:0.000} to {estimate.High,6:0.000}"));
        }
    }

    /// <summary>Unlike <see cref="Progress{T}"/> it reports on the caller's thread, in order.</summary>
    private sealed class Advance(ProgressLine line) : IProgress<int>
    {
        public void Report(int value)
        {
            line.Clear();
            line.Advance();
        }
    }
}
