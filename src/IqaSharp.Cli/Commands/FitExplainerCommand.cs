using System.CommandLine;
using System.Globalization;
using IqaSharp.CommandLine;
using IqaSharp.Evaluation;
using IqaSharp.Imaging;
using IqaSharp.Metrics;

namespace IqaSharp.Cli.Commands;

/// <summary><c>iqa fit explainer</c>.</summary>
internal static class FitExplainerCommand
{
    public static Command Create()
    {
        var model = new Argument<string>("model") { Description = "A MUSIQ: an installed model's name, or a model file" };
        var photographs = new Option<string[]>("--photographs") { Description = "Pristine photographs: files, folders and globs", HelpName = "path", Required = true, AllowMultipleArgumentsPerToken = true };
        var heldOut = new HeldOutOptions("The fraction of the photographs that the model did not learn from: 'validation' in its recipe. The kinds of damage are measured on them", 0.1);
        var rated = new LearnedImages("Rated images that the model learned from, with whose scores others are compared: a data set, or a CSV file with the columns image and score");
        var learned = new Option<int>("--learned") { Description = "At most this many of the rated images", HelpName = "n", DefaultValueFactory = _ => 1000 };
        var output = new Option<string>("--output", "-o") { Description = "The model file with what explains its scores", HelpName = "file.safetensors", Required = true };
        heldOut.Share.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<double>() is not (>= 0 and < 1))
            {
                result.AddError("--held-out takes a number from 0, below 1");
            }
        });
        learned.AtLeast(0);
        var command = new DocumentedCommand(
            "explainer",
            "Give a model what explains its scores: kinds of damage, places, and how other images score",
            """
            Every photograph is examined as it is and in twelve kinds of damage that are put into it. 'iqa explain', 'iqa map' and 'iqa report' use the result; scores do not change.
            docs/maps.md says how well it works.

            Example:
              iqa fit explainer musiq-s --photographs pristine/ --data biq2021 --split train -o musiq-s.safetensors
            """)
        {
            model, photographs, heldOut.Share, heldOut.Seed, rated.Data, rated.Part.Root, rated.Part.Split, learned, output,
        };
        command.SetAction((parsed, cancellation) => Task.Run(
            () =>
            {
                var (network, path) = (parsed.GetRequiredValue(model), parsed.GetRequiredValue(output));
                var files = FitOptions.Photographs(parsed.GetRequiredValue(photographs));
                var learnedFrom = rated.Of(parsed, parsed.GetValue(heldOut.Share), parsed.GetValue(heldOut.Seed), parsed.GetValue(learned));
                using var metric = Metric.Load(network, new MetricOptions { Threads = 1 }); // several photographs at once
                var images = ExplainerImages.Of(files, parsed.GetValue(heldOut.Share), parsed.GetValue(heldOut.Seed), learnedFrom);
                var explainer = ExplainerFit.Fit(metric, images, Loader(files.Count + learnedFrom.Count, cancellation), FitOptions.PortableCommand(parsed, path));
                ExplainerFit.Write(network, explainer, path);
                Terminal.Line(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{path}: fitted to {explainer.Photographs} photographs; of {explainer.HeldOut} held-out ones the kind of damage is named first in {100 * explainer.Accuracy:0.0} % and among three in {100 * explainer.AccuracyOfThree:0.0} %"));
                return ExitCode.Done;
            },
            cancellation));
        return command;
    }

    private static Func<string, Image> Loader(int count, CancellationToken cancellation)
    {
        var progress = new ProgressLine(count);
        return file =>
        {
            cancellation.ThrowIfCancellationRequested();
            lock (progress)
            {
                progress.Clear();
                progress.Advance();
            }

            return Image.Load(file);
        };
    }
}
