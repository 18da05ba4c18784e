using System.CommandLine;

namespace IqaSharp.CommandLine.Training;

/// <summary>The words of <c>iqa examples</c>. Both programs show its help; <c>iqa-train</c> runs it.</summary>
internal sealed class ExamplesUsage
{
    public Argument<string> Recipe { get; } = new("recipe") { Description = "A YAML file whose data distorts or restores photographs and has a metric rate them" };

    public Option<string> Output { get; } = new("--output", "-o") { Description = "The folder for the images and manifest.csv", HelpName = "folder", Required = true };

    public Option<bool> HeldOut { get; } = new("--held-out") { Description = "Only the photographs that the recipe holds out for validation" };

    public Option<string[]> Set { get; } = RecipeOptions.Set();

    public Option<string> Cache { get; } = RecipeOptions.Cache();

    public Command Command() => new DocumentedCommand(
        "examples",
        "Write the distorted and restored photographs that a recipe learns from",
        """
        Writes PNG files, and a manifest with the weak scores (0 to 1) that 'iqa
        evaluate --data' and other tools read. The same recipe gives the same files.

        Examples:
          iqa examples recipes/ckdn-s.yaml --held-out -o triples
          iqa evaluate --data triples/manifest.csv --metric ckdn,psnr
        """)
    {
        Recipe, Output, HeldOut, Set, Cache,
    };
}
