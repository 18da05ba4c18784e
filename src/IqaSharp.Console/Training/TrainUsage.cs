using System.CommandLine;

namespace IqaSharp.CommandLine.Training;

/// <summary>The words of <c>iqa train</c>. Both programs show its help; <c>iqa-train</c> runs it.</summary>
internal sealed class TrainUsage
{
    public Argument<string> Recipe { get; } = new("recipe") { Description = "A YAML file; recipes/ has examples" };

    public Option<string[]> Set { get; } = RecipeOptions.Set();

    public Option<string?> Run { get; } = new("--run") { Description = "The folder for checkpoints, logs and the model; default: runs/ and the recipe's name", HelpName = "folder" };

    public Option<string> Cache { get; } = RecipeOptions.Cache();

    public Option<bool> Restart { get; } = new("--restart") { Description = "Start over, even if a run of this recipe was stopped" };

    public Option<bool> SkipBad { get; } = new("--skip-bad") { Description = "Leave out images that cannot be read instead of stopping" };

    public Option<int?> Threads { get; } = RecipeOptions.Threads();

    public Option<string> Device { get; } = RecipeOptions.Device();

    public Command Command() => new DocumentedCommand(
        "train",
        "Train a network by a recipe",
        """
        The same command resumes a run that was stopped, and gives the same numbers as
        if it had not been. Files that a recipe names are relative to the recipe, but
        for pristine photographs, which are below IQA_DATA where that is set.

        Examples:
          iqa train recipes/musiq-s.yaml
          iqa train mine.yaml --set seed=2 --set stages.1.epochs=5 --run runs/second
          iqa train mine.yaml --skip-bad
        """)
    {
        Recipe, Set, Run, Cache, Restart, SkipBad, Threads, Device,
    };
}
