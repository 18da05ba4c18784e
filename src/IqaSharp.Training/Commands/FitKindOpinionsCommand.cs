using System.CommandLine;
using IqaSharp.CommandLine;
using IqaSharp.Core;
using IqaSharp.Training.Data;
using IqaSharp.Training.Data.Opinions;
using IqaSharp.Training.Recipes;

namespace IqaSharp.Training.Commands;

/// <summary><c>iqa fit kind-opinions</c>.</summary>
internal static class FitKindOpinionsCommand
{
    public static Command Create()
    {
        var recipe = new Argument<string>("recipe") { Description = "A recipe that distorts photographs and has the ensemble rate them" };
        var opinions = new Option<string>("--opinions") { Description = "Mean opinions as CSV: kind, level, published_parameter, mean, deviation", HelpName = "file.csv", Required = true };
        var about = FitOptions.About("distorted photographs");
        var output = new Option<string>("--output", "-o") { Description = "The parameters, as JSON", HelpName = "file.json", Required = true };
        var set = RecipeOptions.Set();
        var cache = RecipeOptions.Cache();
        var command = new DocumentedCommand(
            DistortRecipe.KindOpinions,
            "Calibrate pseudo-labels with people's opinions of kinds of distortion",
            """
            People order the kinds and levels, the ensemble orders the images of one kind and level. Photographs that the recipe holds out are not used.

            Example:
              iqa fit kind-opinions recipes/iqt-s.yaml --set data.0.distort.rated-by=ensemble --opinions kadid10k-kinds.csv -o kind-opinions.json
            """)
        {
            recipe, opinions, about, output, set, cache,
        };
        command.SetAction((parsed, cancellation) => Task.Run(
            () =>
            {
                var (path, file) = (parsed.GetRequiredValue(recipe), parsed.GetRequiredValue(output));
                using var view = new ConsoleView();
                var examples = ExampleLoader.Load(path, RecipeFile.Read(path, parsed.GetValue(set) ?? []), parsed.GetRequiredValue(cache), view);
                cancellation.ThrowIfCancellationRequested();
                List<DistortedPhotograph> images = [.. examples.Lists.SelectMany(list => list).Select(i => examples.All[i]).OfType<DistortedPhotograph>().Where(image => image is { Kind: not null, Score: not null })];
                if (images.Count == 0)
                {
                    throw new BadInputException(path, "makes no images that a metric rates: its data needs distort with rated-by: ensemble");
                }

                KindOpinionsFit.Fit(PublishedOpinions.Read(parsed.GetRequiredValue(opinions)), images, FitOptions.PortableCommand(parsed, file), parsed.GetRequiredValue(about)).Save(file);
                return ExitCode.Done;
            },
            CancellationToken.None));
        return command;
    }
}
