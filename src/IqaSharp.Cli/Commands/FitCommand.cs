using System.CommandLine;
using System.IO.Enumeration;
using IqaSharp.Cli.Output;
using IqaSharp.Core;
using IqaSharp.Datasets;
using IqaSharp.Evaluation;
using IqaSharp.Imaging;
using IqaSharp.Metrics.NoReference;

namespace IqaSharp.Cli.Commands;

/// <summary><c>iqa fit</c>: the parameters of the no-reference classics.</summary>
internal static class FitCommand
{
    private const string Restorer = "restorer";

    public static Command Create() => new(FitOptions.Name, "Fit the parameters of a classical metric to images of your own") { Niqe(), Brisque(), Weak(), new Command(Restorer, "Train the network of 'iqa restore --method learned-…'") };

    /// <summary>Whether a command line is for <c>iqa-train</c>, which has the one part that learns by gradients.</summary>
    public static bool IsHandedOver(string[] arguments) => arguments is [FitOptions.Name, Restorer, ..];

    private static DocumentedCommand Niqe()
    {
        var images = new Option<string[]>("--images") { Description = "Pristine photographs: files, folders and globs", HelpName = "path", Required = true, AllowMultipleArgumentsPerToken = true };
        var except = new Option<string[]>("--except") { Description = "Files that are left out, by name, * and ? in it: charts, drawings", HelpName = "name", AllowMultipleArgumentsPerToken = true };
        var about = FitOptions.About("pristine photographs");
        var output = Output();
        var command = new DocumentedCommand(
            "niqe",
            "Fit NIQE to pristine photographs",
            """
            The sharpest patches of 96×96 pixels of every photograph count, as in the paper; a hundred photographs make a good fit.

            Example:
              iqa fit niqe --images pristine/ --except "chart*" -o niqe.json
            """)
        {
            images, except, about, output,
        };
        command.SetAction((parsed, cancellation) =>
        {
            var left = parsed.GetValue(except) ?? [];
            var files = ImageFiles.Find(parsed.GetRequiredValue(images)).Where(file => !left.Any(name => FileSystemName.MatchesSimpleExpression(name, Path.GetFileName(file.Path)))).ToList();
            var path = parsed.GetRequiredValue(output);
            using (var progress = new ProgressLine(files.Count))
            {
                NiqeFit.Fit(files.Select(file => Load(file, progress, cancellation)), FitOptions.Repeatable(parsed, path), parsed.GetRequiredValue(about)).Save(path);
            }

            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }

    private static DocumentedCommand Brisque()
    {
        var data = new Option<string>("--data") { Description = "Rated images: a data set ('iqa datasets' lists them), or a CSV file with the columns image and score", HelpName = "name", Required = true };
        var root = new Option<string?>("--root") { Description = $"The data set's folder; default: below {DataSets.FolderVariable}", HelpName = "folder" };
        var split = new Option<string?>("--split") { Description = "The split to fit to, such as train; default: all", HelpName = "name" };
        var range = new Option<string?>("--range") { Description = "The scale of a CSV file's scores, worst and best", HelpName = "low:high" };
        var centres = new Option<int>("--centres") { Description = "How many images the regressor keeps", HelpName = "n", DefaultValueFactory = _ => 400 };
        var about = FitOptions.About("rated images");
        var output = Output();
        centres.AtLeast(1);
        centres.AtMost(2000);
        range.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } text && ConvertCommand.ParseRange(text) is null)
            {
                result.AddError("--range takes two numbers, the lower first, such as 0:100");
            }
        });
        var command = new DocumentedCommand(
            "brisque",
            "Fit BRISQUE to rated images",
            """
            The regressor's width and regularisation are chosen by five-fold cross-validation on these images; the file says how well it went.

            Examples:
              iqa fit brisque --data train.csv --range 1:5 -o brisque.json
              iqa fit brisque --data biq2021 --split train -o brisque.json
            """)
        {
            data, root, split, range, centres, about, output,
        };
        command.SetAction((parsed, cancellation) =>
        {
            var set = DataSets.Load(parsed.GetRequiredValue(data), parsed.GetValue(root));
            set = parsed.GetValue(split) is { } name ? set.Of(name) : set;
            var scale = parsed.GetValue(range) is { } text ? ConvertCommand.ParseRange(text) : set.ScoreRange;
            if (scale is null)
            {
                throw new BadInputException(set.Name, "does not say on which scale its scores are: --range does");
            }

            double[][] features;
            using (var progress = new ProgressLine(set.Items.Count))
            {
                features = [.. set.Items.Select(item => BrisqueFeatures.Of(Load(new(item.Image), progress, cancellation)))];
            }

            var settings = new BrisqueFitSettings(scale.Value, parsed.GetValue(centres));
            var path = parsed.GetRequiredValue(output);
            BrisqueFit.Fit(features, [.. set.Items.Select(item => item.Score)], settings, FitOptions.Repeatable(parsed, path), parsed.GetRequiredValue(about)).Save(path);
            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }

    private static DocumentedCommand Weak()
    {
        var images = new Option<string[]>("--images") { Description = "Pristine photographs: files, folders and globs", HelpName = "path", Required = true, AllowMultipleArgumentsPerToken = true };
        var about = FitOptions.About("pristine photographs");
        var output = Output();
        var command = new DocumentedCommand(
            "ensemble",
            "Fit the ensemble of full-reference metrics to distorted photographs",
            """
            Every photograph is distorted in every kind but JPEG 2000 and every level; the percentiles of each metric's scores make them comparable.

            Example:
              iqa fit ensemble --images pristine/ -o ensemble.json
            """)
        {
            images, about, output,
        };
        command.SetAction((parsed, cancellation) =>
        {
            var files = ImageFiles.Find(parsed.GetRequiredValue(images)).ToList();
            var path = parsed.GetRequiredValue(output);
            using (var progress = new ProgressLine(files.Count))
            {
                EnsembleFit.Fit(files.Select(file => Load(file, progress, cancellation)), FitOptions.Repeatable(parsed, path), parsed.GetRequiredValue(about)).Save(path);
            }

            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }

    private static Option<string> Output() => new("--output", "-o") { Description = "The parameters, as JSON", HelpName = "file.json", Required = true };

    private static Image Load(ImageFile file, ProgressLine progress, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        progress.Clear();
        progress.Advance();
        return file.Error is { } error ? throw error : Image.Load(file.Path);
    }
}
