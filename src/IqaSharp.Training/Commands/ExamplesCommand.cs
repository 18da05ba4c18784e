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
                using var view = new ConsoleView();
                var examples = ExampleLoader.Load(path, RecipeFile.Read(path, parsed.GetValue(usage.Set) ?? []), parsed.GetRequiredValue(usage.Cache), view, parsed.GetValue(usage.HeldOut));
                List<(int[], string)> lists = [.. examples.ValidationLists.Select(list => (list, "validation")), .. examples.Lists.Select(list => (list, "train"))];
                if (!lists.Exists(list => list.Item1.Any(i => examples.All[i].Score is not null)))
                {
                    throw new BadInputException(path, "makes no images that a metric rates: its data needs restore, or distort with rated-by");
                }

                Terminal.Line(ExampleWriter.Write(lists, examples.All, parsed.GetRequiredValue(usage.Output), done => view.Caching("writing lists", done, lists.Count), cancellation));
                return ExitCode.Done;
            },
            CancellationToken.None));
        return command;
    }
}
