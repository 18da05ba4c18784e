using System.CommandLine;
using IqaSharp.CommandLine;
using IqaSharp.CommandLine.Training;
using IqaSharp.Training.Recipes;
using IqaSharp.Training.Runs;

namespace IqaSharp.Training.Commands;

/// <summary><c>iqa train</c>.</summary>
internal static class TrainCommand
{
    public static Command Create()
    {
        var usage = new TrainUsage();
        var command = usage.Command();
        command.SetAction((parsed, cancellation) => Task.Run(
            () =>
            {
                var path = parsed.GetRequiredValue(usage.Recipe);
                var read = RecipeFile.Read(path, parsed.GetValue(usage.Set) ?? []);
                var options = new TrainingOptions(
                    parsed.GetValue(usage.Run) ?? Path.Combine("runs", read.Name),
                    parsed.GetRequiredValue(usage.Cache),
                    parsed.GetValue(usage.Restart),
                    parsed.GetValue(usage.SkipBad),
                    parsed.GetValue(usage.Threads),
                    parsed.GetRequiredValue(usage.Device));
                using var view = new ConsoleView();
                var (model, best) = TrainingRun.Start(path, read, options, view, cancellation);
                Terminal.Line($"{model}{(best?.Srcc is null ? "" : FormattableString.Invariant($": SRCC {best.Srcc:F4}, PLCC {best.Plcc:F4} on {best.Images} held-out images"))}");
                return ExitCode.Done;
            },
            CancellationToken.None));
        return command;
    }
}
