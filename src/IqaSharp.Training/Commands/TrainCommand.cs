using System.CommandLine;
using IqaSharp.CommandLine;
using IqaSharp.Training.Recipes;
using IqaSharp.Training.Runs;

namespace IqaSharp.Training.Commands;

/// <summary><c>iqa train</c>.</summary>
internal static class TrainCommand
{
    public static Command Create()
    {
        var recipe = new Argument<string>("recipe") { Description = "A YAML file; recipes/ has examples" };
        var set = RecipeOptions.Set();
        var run = new Option<string?>("--run") { Description = "The folder for checkpoints, logs and the model; default: runs/ and the recipe's name", HelpName = "folder" };
        var cache = RecipeOptions.Cache();
        var restart = new Option<bool>("--restart") { Description = "Start over, even if a run of this recipe was stopped" };
        var skipBad = new Option<bool>("--skip-bad") { Description = "Leave out images that cannot be read instead of stopping" };
        var threads = RecipeOptions.Threads();
        var command = new DocumentedCommand(
            "train",
            "Train a network by a recipe",
            """
            The same command resumes a run that was stopped, and gives the same numbers as if it had not been.

            Examples:
              iqa train recipes/musiq-s.yaml
              iqa train recipes/musiq-s.yaml --set seed=2 --set stages.1.epochs=5 --run runs/second
              iqa train mine.yaml --skip-bad
            """)
        {
            recipe, set, run, cache, restart, skipBad, threads,
        };
        command.SetAction((parsed, cancellation) => Task.Run(
            () =>
            {
                var path = parsed.GetRequiredValue(recipe);
                var read = RecipeFile.Read(path, parsed.GetValue(set) ?? []);
                var options = new TrainingOptions(
                    parsed.GetValue(run) ?? Path.Combine("runs", read.Name),
                    parsed.GetRequiredValue(cache),
                    parsed.GetValue(restart),
                    parsed.GetValue(skipBad),
                    parsed.GetValue(threads));
                using var view = new ConsoleView();
                var (model, best) = TrainingRun.Start(path, read, options, view, cancellation);
                Terminal.Line($"{model}{(best?.Srcc is null ? "" : FormattableString.Invariant($": SRCC {best.Srcc:F4}, PLCC {best.Plcc:F4} on {best.Images} held-out images"))}");
                return ExitCode.Done;
            },
            CancellationToken.None));
        return command;
    }
}
