using System.CommandLine;
using IqaSharp.CommandLine;
using IqaSharp.CommandLine.Training;
using IqaSharp.Training.Recipes;
using IqaSharp.Training.Runs;

namespace IqaSharp.Training.Commands;

/// <summary><c>iqa ablate</c>.</summary>
internal static class AblateCommand
{
    public static Command Create()
    {
        var usage = new AblateUsage();
        var command = usage.Command();
        command.SetAction((parsed, cancellation) => Task.Run(
            () =>
            {
                var path = parsed.GetRequiredValue(usage.Grid);
                var read = RecipeFile.ReadAblation(path, parsed.GetValue(usage.Set) ?? []);
                var folder = parsed.GetValue(usage.Run) ?? Path.Combine("runs", read.Name);
                var options = new TrainingOptions(folder, parsed.GetRequiredValue(usage.Cache), false, false, parsed.GetValue(usage.Threads), parsed.GetRequiredValue(usage.Device));
                using var view = new ConsoleView();
                Terminal.Data(TerminalWriter.Shown(Ablation.Run(path, read, folder, options, view, cancellation)));
                return ExitCode.Done;
            },
            CancellationToken.None));
        return command;
    }
}
