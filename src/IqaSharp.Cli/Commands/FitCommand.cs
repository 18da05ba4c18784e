using System.CommandLine;
using System.IO.Enumeration;
using IqaSharp.CommandLine;
using IqaSharp.Core;
using IqaSharp.Evaluation;
using IqaSharp.Imaging;
using IqaSharp.Metrics.NoReference;

namespace IqaSharp.Cli.Commands;

/// <summary><c>iqa fit</c>: the parameters of classical no-reference metrics and of the pseudo-label ensemble.</summary>
internal static class FitCommand
{
    public static Command Create()
    {
        var command = new Command(FitOptions.Name, "Fit the parameters of a classical metric, or what explains a model's scores, to images of your own") { Niqe(), Brisque(), Ensemble(), FitExplainerCommand.Create() };
        foreach (var training in TrainingCommands.Fits())
        {
            command.Add(training);
        }

        return command;
    }

    private static DocumentedCommand Niqe()
    {
        var images = new Option<string[]>("--images") { Description = "Pristine photographs: files, folders and globs", HelpName = "path", Required = true, AllowMultipleArgumentsPerToken = true };
        var except = new Option<string[]>("--except") { Description = "Names of files to leave out, such as charts and drawings; * and ? are wildcards", HelpName = "name", AllowMultipleArgumentsPerToken = true };
        var about = FitOptions.About("pristine photographs");
        var output = Output();
        var maxPixels = MaxPixelsOption.Create();
        var command = new DocumentedCommand(
            "niqe",
            "Fit NIQE to pristine photographs",
            """
            NIQE is fitted to the sharpest patches of 96×96 pixels of every photograph, as in the paper; a hundred photographs are enough.

            Example:
              iqa fit niqe --images pristine/ --except "chart*" -o niqe.json
            """)
        {
            images, except, about, output, maxPixels,
        };
        command.SetAction((parsed, cancellation) =>
        {
            var excluded = parsed.GetValue(except) ?? [];
            var files = ImageFiles.Find(parsed.GetRequiredValue(images)).Where(file => !excluded.Any(name => FileSystemName.MatchesSimpleExpression(name, Path.GetFileName(file.Path)))).ToList();
            var path = parsed.GetRequiredValue(output);
            using (var progress = new ProgressLine(files.Count))
            {
                NiqeFit.Fit(files.Select(file => Load(file, parsed.Decoding(maxPixels), progress, cancellation)), FitOptions.PortableCommand(parsed, path), parsed.GetRequiredValue(about)).Save(path);
            }

            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }

    private static DocumentedCommand Brisque()
    {
        var data = new Option<string>("--data") { Description = "Rated images: a data set ('iqa datasets' lists them), or a CSV file with the columns image and score", HelpName = "name", Required = true };
        var part = new DataSetOptions();
        var opinions = OpinionsOption.Create();
        var range = RangeOption.Create("The lowest and the highest score of a CSV file's scale");
        var centres = new Option<int>("--centres") { Description = "Number of images that the regressor keeps as centres", HelpName = "n", DefaultValueFactory = _ => 400 };
        var about = FitOptions.About("rated images");
        var output = Output();
        var maxPixels = MaxPixelsOption.Create();
        centres.AtLeast(1);
        centres.AtMost(2000);
        var command = new DocumentedCommand(
            "brisque",
            "Fit BRISQUE to rated images",
            """
            The regressor's width and regularisation are chosen by five-fold cross-validation on these images; the file records the result.

            Examples:
              iqa fit brisque --data train.csv --range 1:5 -o brisque.json
              iqa fit brisque --data biq2021 --split train -o brisque.json
            """)
        {
            data, part.Root, part.Split, opinions, range, centres, about, output, maxPixels,
        };
        command.SetAction((parsed, cancellation) =>
        {
            var set = part.Load(parsed, parsed.GetRequiredValue(data)).Declared(parsed.GetValue(opinions));
            var scale = parsed.GetValue(range) ?? set.ScoreRange ?? throw new BadInputException(set.Name, "does not say what scale its scores have: --range does");
            var path = parsed.GetRequiredValue(output);
            using var progress = new ProgressLine(set.Items.Count);
            BrisqueFit.Fit(
                set.Items.Select(item => Load(new(item.Image), parsed.Decoding(maxPixels), progress, cancellation)), [.. set.Items.Select(item => set.HigherIsBetter ? item.Score : scale.Low + scale.High - item.Score)],
                scale, parsed.GetValue(centres), FitOptions.PortableCommand(parsed, path), parsed.GetRequiredValue(about)).Save(path);
            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }

    private static DocumentedCommand Ensemble()
    {
        var images = new Option<string[]>("--images") { Description = "Pristine photographs: files, folders and globs", HelpName = "path", Required = true, AllowMultipleArgumentsPerToken = true };
        var about = FitOptions.About("pristine photographs");
        var output = Output();
        var maxPixels = MaxPixelsOption.Create();
        var command = new DocumentedCommand(
            "ensemble",
            "Fit the ensemble of full-reference metrics to distorted photographs",
            """
            Every photograph is distorted with every kind but JPEG 2000, at every level. The percentiles of each metric's scores put the metrics on one scale.

            Example:
              iqa fit ensemble --images pristine/ -o ensemble.json
            """)
        {
            images, about, output, maxPixels,
        };
        command.SetAction((parsed, cancellation) =>
        {
            var files = ImageFiles.Find(parsed.GetRequiredValue(images)).ToList();
            var path = parsed.GetRequiredValue(output);
            using (var progress = new ProgressLine(files.Count))
            {
                EnsembleFit.Fit(files.Select(file => Load(file, parsed.Decoding(maxPixels), progress, cancellation)), FitOptions.PortableCommand(parsed, path), parsed.GetRequiredValue(about)).Save(path);
            }

            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }

    private static Option<string> Output() => new("--output", "-o") { Description = "The parameters, as JSON", HelpName = "file.json", Required = true };

    private static Image Load(ImageFile file, DecodeOptions decoding, ProgressLine progress, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        progress.Clear();
        progress.Advance();
        return file.Load(decoding);
    }
}
