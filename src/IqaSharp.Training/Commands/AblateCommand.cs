using System.CommandLine;
using IqaSharp.CommandLine;
using IqaSharp.Training.Recipes;
using IqaSharp.Training.Runs;

namespace IqaSharp.Training.Commands;

/// <summary><c>iqa ablate</c>.</summary>
internal static class AblateCommand
{
    public static Command Create()
    {
        var grid = new Argument<string>("grid") { Description = "A YAML file that names a recipe, its variants, and seeds; recipes/ablation-*.yaml are examples" };
        var set = RecipeOptions.Set();
        var run = new Option<string?>("--run") { Description = "The folder for the runs and the table; default: runs/ and the grid's name", HelpName = "folder" };
        var cache = RecipeOptions.Cache();
        var threads = RecipeOptions.Threads();
        var command = new DocumentedCommand(
            "ablate",
            "Train variants of a recipe with the same seeds and data, into one table",
            """
            Each cell is the mean over the seeds and its standard deviation, on the images that the recipe holds out.
            The same command resumes a grid that was stopped; finished runs are not repeated.

            Examples:
              iqa ablate recipes/ablation-iqt.yaml
              iqa ablate recipes/ablation-ckdn.yaml --set seeds=[1]
            """)
        {
            grid, set, run, cache, threads,
        };
        command.SetAction((parsed, cancellation) => Task.Run(
            () =>
            {
                var path = parsed.GetRequiredValue(grid);
                var read = RecipeFile.ReadAblation(path, parsed.GetValue(set) ?? []);
                var folder = parsed.GetValue(run) ?? Path.Combine("runs", read.Name);
                var options = new TrainingOptions(folder, parsed.GetRequiredValue(cache), false, false, parsed.GetValue(threads));
                using var view = new ConsoleView();
                Terminal.Data(TerminalWriter.Shown(Ablation.Run(path, read, folder, options, view, cancellation)));
                return ExitCode.Done;
            },
            CancellationToken.None));
        return command;
    }
}
