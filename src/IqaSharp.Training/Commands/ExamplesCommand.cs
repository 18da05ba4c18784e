using System.CommandLine;
using IqaSharp.CommandLine;
using IqaSharp.Core;
using IqaSharp.Training.Data;
using IqaSharp.Training.Recipes;

namespace IqaSharp.Training.Commands;

/// <summary><c>iqa examples</c>.</summary>
internal static class ExamplesCommand
{
    public static Command Create()
    {
        var recipe = new Argument<string>("recipe") { Description = "A YAML file whose data distorts or restores photographs and has a metric rate them" };
        var output = new Option<string>("--output", "-o") { Description = "The folder for the images and manifest.csv", HelpName = "folder", Required = true };
        var heldOut = new Option<bool>("--held-out") { Description = "Only the photographs that the recipe holds out for validation" };
        var set = RecipeOptions.Set();
        var cache = RecipeOptions.Cache();
        var command = new DocumentedCommand(
            "examples",
            "Write the distorted and restored photographs that a recipe learns from",
            """
            Writes PNG files, and a manifest with the weak scores (0 to 1) that 'iqa evaluate --data' and other tools read. The same recipe gives the same files.

            Examples:
              iqa examples recipes/ckdn-s.yaml --held-out -o triples
              iqa evaluate --data triples/manifest.csv --metric ckdn,psnr
            """)
        {
            recipe, output, heldOut, set, cache,
        };
        command.SetAction((parsed, cancellation) => Task.Run(
            () =>
            {
                var path = parsed.GetRequiredValue(recipe);
                using var view = new ConsoleView();
                var examples = ExampleLoader.Load(path, RecipeFile.Read(path, parsed.GetValue(set) ?? []), parsed.GetRequiredValue(cache), view, parsed.GetValue(heldOut));
                List<(int[], string)> lists = [.. examples.ValidationLists.Select(list => (list, "validation")), .. examples.Lists.Select(list => (list, "train"))];
                if (!lists.Exists(list => list.Item1.Any(i => examples.All[i].Score is not null)))
                {
                    throw new BadInputException(path, "makes no images that a metric rates: its data needs restore, or distort with rated-by");
                }

                Terminal.Line(ExampleWriter.Write(lists, examples.All, parsed.GetRequiredValue(output), done => view.Caching("writing lists", done, lists.Count), cancellation));
                return ExitCode.Done;
            },
            CancellationToken.None));
        return command;
    }
}
