using System.CommandLine;
using IqaSharp.CommandLine;
using IqaSharp.CommandLine.Training;
using IqaSharp.Core;
using IqaSharp.Training.Data;
using IqaSharp.Training.Recipes;

namespace IqaSharp.Training.Commands;

/// <summary><c>iqa examples</c>.</summary>
internal static class ExamplesCommand
{
    public static Command Create()
    {
        var usage = new ExamplesUsage();
        var command = usage.Command();
        command.SetAction((parsed, cancellation) => Task.Run(
            () =>
            {
                var path = parsed.GetRequiredValue(usage.Recipe);
                var recipe = RecipeFile.Read(path, parsed.GetValue(usage.Set) ?? []);
                var folder = parsed.GetRequiredValue(usage.Output);
                OutputFolder.Create(folder);
                using var view = new ConsoleView();
                var examples = ExampleLoader.Load(path, recipe, parsed.GetRequiredValue(usage.Cache), view, parsed.GetValue(usage.HeldOut));
                List<(int[], string)> lists = [.. examples.ValidationLists.Select(list => (list, "validation")), .. examples.Lists.Select(list => (list, "train")), .. examples.TestLists.Select(list => (list, "test"))];
                var bad = Unread(recipe, examples);
                bad.ForEach(Terminal.Error);
                if (bad.Count == 0 && !lists.Exists(list => list.Item1.Any(i => examples.All[i].Score is not null)))
                {
                    throw new BadInputException(path, "makes no images that a metric rates: its data needs restore, or distort with rated-by");
                }

                Terminal.Line(ExampleWriter.Write(lists, examples.All, folder, done => view.Caching("writing lists", done, lists.Count), cancellation));
                return bad.Count > 0 ? ExitCode.Failed : ExitCode.Done;
            },
            CancellationToken.None));
        return command;
    }

    /// <summary>Why images of rated sources have no label: the reasons that name a file, each once.</summary>
    private static List<string> Unread(Recipe recipe, Examples examples) =>
        [.. examples.All.Where(example => recipe.Data[example.Source].RatedBy is not null && example is { Score: null, Reference: not null }).Select(ImageCheck.Reason).OfType<string>().Distinct()];
}
