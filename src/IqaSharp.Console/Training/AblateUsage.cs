using System.CommandLine;

namespace IqaSharp.CommandLine.Training;

/// <summary>The words of <c>iqa ablate</c>. Both programs show its help; <c>iqa-train</c> runs it.</summary>
internal sealed class AblateUsage
{
    public Argument<string> Grid { get; } = new("grid") { Description = "A YAML file that names a recipe, its variants, and seeds; recipes/ablation-*.yaml are examples" };

    public Option<string[]> Set { get; } = RecipeOptions.Set();

    public Option<string?> Run { get; } = new("--run") { Description = "The folder for the runs, the table and the chart; default: runs/ and the grid's name", HelpName = "folder" };

    public Option<string> Cache { get; } = RecipeOptions.Cache();

    public Option<int?> Threads { get; } = RecipeOptions.Threads();

    public Option<string> Device { get; } = RecipeOptions.Device();

    public Command Command() => new DocumentedCommand(
        "ablate",
        "Train variants of a recipe with the same seeds and data, into one table and a chart",
        """
        Each cell is the mean over the seeds and its standard deviation, on the images
        that the recipe holds out. The same command resumes a grid that was stopped;
        finished runs are not repeated.

        Examples:
          iqa ablate recipes/ablation-iqt.yaml
          iqa ablate recipes/ablation-ckdn.yaml --set seeds=[1]
        """)
    {
        Grid, Set, Run, Cache, Threads, Device,
    };
}
