using System.CommandLine;
using IqaSharp.Cli.Evaluation;
using IqaSharp.CommandLine;
using IqaSharp.Core;
using IqaSharp.Datasets;
using IqaSharp.Evaluation;
using IqaSharp.Evaluation.ScoreFiles;
using IqaSharp.Metrics;
using IqaSharp.Models.Catalogue;

namespace IqaSharp.Cli.Commands;

/// <summary><c>iqa evaluate</c>.</summary>
internal static class EvaluateCommand
{
    public static Command Create()
    {
        var data = new Option<string>("--data", "-d") { Description = "A data set ('iqa datasets' lists them), or a CSV file with the columns image and score, or image and dmos for difference scores", HelpName = "name", Required = true };
        var part = new DataSetOptions();
        var heldOut = new HeldOutOptions("Only the fraction that a model did not learn from: 'validation' in its recipe; default: all images", 1);
        var metrics = MetricsOption.Create($"Metrics and models, separated by commas; default: {ModelStore.DefaultModel}");
        var scores = new Option<string?>("--scores") { Description = "Also the scores of a file that 'iqa score --resume' or 'iqa merge' wrote; without --metric, only these", HelpName = "file" }.Rare();
        var fit = new Option<SizeMismatchPolicy>("--fit") { Description = ScoreCommand.FitDescription, HelpName = "reference" }.AcceptEnumNames().Rare();
        var against = new Option<ReferenceImage?>("--against") { Description = "What restored images are compared with; default: what each metric was made for", HelpName = "degraded|pristine" }.AcceptEnumNames();
        var precision = new PrecisionOption(Precision.Exact);
        var output = new Option<string?>("--output", "-o") { Description = "The folder of scores, tables and plots; default: evaluation/NAME", HelpName = "folder" };
        var resamples = new Option<int>("--resamples") { Description = "Number of bootstrap resamples for the 95 % intervals", HelpName = "n", DefaultValueFactory = _ => new EvaluationOptions().Resamples }.Rare();
        var curve = new Option<int>("--curve") { Description = "Parameters of the logistic curve, 4 or 5", HelpName = "4|5", DefaultValueFactory = _ => new EvaluationOptions().CurveParameters }.Rare();
        var opinions = OpinionsOption.Create();
        var device = DeviceOption.Create().Rare();
        var maxPixels = MaxPixelsOption.Create().Rare();
        var record = new Option<bool>("--record") { Description = "Write the correlations into the cards of the model files" }.Rare();
        heldOut.RequireSome();
        resamples.AtLeast(0);
        curve.AtLeast(4);
        curve.AtMost(5);
        var command = new DocumentedCommand(
            "evaluate",
            "Measure how well metrics agree with people on a data set",
            """
            SRCC, PLCC before and after a logistic fit, KRCC and RMSE, each with a bootstrap 95 % interval; by distortion and by scene where the set
            names them; and whether the best metric beats the others by more than chance. docs/evaluation.md explains each number.
            Scores are saved as they are computed: the same command continues a run that was stopped. Exit code: 1 if an image failed.

            Examples:
              iqa evaluate --data biq2021 --split test --metric musiq,niqe,brisque
              iqa evaluate --data tid2013 --root ~/data/tid2013 --metric ssim,vsi,iqt -o tid
              iqa evaluate --data sr4kiqa --split report --metric ckdn,iqt --against degraded --fit reference
              iqa evaluate --data ratings.csv --metric runs/mine/best.safetensors --record
              iqa evaluate --data biq2021 --split train --held-out 0.1 --metric musiq
              iqa evaluate --data dmos.csv --opinions lower-is-better --metric ssim,fsim
            """)
        {
            data, part.Root, part.Split, heldOut.Share.Rare(), heldOut.Seed.Rare(), opinions, metrics, scores, fit, against, precision.Option, output, resamples, curve, record, device, maxPixels,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            var set = part.Load(parsed, parsed.GetRequiredValue(data)).Declared(parsed.GetValue(opinions));
            if (parsed.GetValue(heldOut.Share) is < 1 and var share)
            {
                var items = CalibrationImages.Of(set, share, parsed.GetValue(heldOut.Seed), 0, []).Rated;
                set = items.Count > 0 ? set with { Items = items, Name = $"{set.Name} held out" } : throw new BadInputException(set.Name, "none of its images is held out");
            }

            var folder = parsed.GetValue(output) ?? Path.Combine("evaluation", set.Name.Replace(' ', '-'));
            var options = new EvaluationOptions { Resamples = parsed.GetValue(resamples), CurveParameters = parsed.GetValue(curve) };
            var run = new EvaluationRun(set, parsed.Names(metrics) is { Count: > 0 } names ? names : parsed.GetValue(scores) is null ? [ModelStore.DefaultModel] : [], folder)
            {
                Options = options,
                Scoring = new() { SizeMismatch = parsed.GetValue(fit), Precision = precision.Of(parsed), Decoding = parsed.Decoding(maxPixels), Device = parsed.GetValue(device) },
                Reference = parsed.GetValue(against),
                Scored = parsed.GetValue(scores) is { } file ? ScoreTable.Open(file).ScoresOf(set) : [],
                Record = parsed.GetValue(record),
            };
            return await run.RunAsync(cancellation);
        });
        return command;
    }
}
