using System.CommandLine;

namespace IqaSharp.CommandLine.Training;

/// <summary>The words of <c>iqa fit kind-opinions</c>. Both programs show its help; <c>iqa-train</c> runs it.</summary>
internal sealed class FitKindOpinionsUsage
{
    public Argument<string> Recipe { get; } = new("recipe") { Description = "A recipe that distorts photographs and has the ensemble rate them" };

    public Option<string> Opinions { get; } = new("--opinions") { Description = "Mean opinions as CSV: kind, level, published_parameter, mean, deviation", HelpName = "file.csv", Required = true };

    public Option<string> About { get; } = FitOptions.About("distorted photographs");

    public Option<string> Output { get; } = new("--output", "-o") { Description = "The parameters, as JSON", HelpName = "file.json", Required = true };

    public Option<string[]> Set { get; } = RecipeOptions.Set();

    public Option<string> Cache { get; } = RecipeOptions.Cache();

    public Command Command() => new DocumentedCommand(
        "kind-opinions",
        "Calibrate pseudo-labels with people's opinions of kinds of distortion",
        """
        People order the kinds and levels, the ensemble orders the images of one kind
        and level. Photographs that the recipe holds out are not used.

        Example:
          iqa fit kind-opinions mine.yaml --opinions kadid10k-kinds.csv -o opinions.json
        """)
    {
        Recipe, Opinions, About, Output, Set, Cache,
    };
}
