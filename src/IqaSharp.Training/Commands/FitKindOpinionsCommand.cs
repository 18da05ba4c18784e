using System.CommandLine;
using IqaSharp.CommandLine;
using IqaSharp.CommandLine.Training;
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
        var usage = new FitKindOpinionsUsage();
        var command = usage.Command();
        command.SetAction((parsed, cancellation) => Task.Run(
            () =>
            {
                var (path, file) = (parsed.GetRequiredValue(usage.Recipe), parsed.GetRequiredValue(usage.Output));
                using var view = new ConsoleView();
                var examples = ExampleLoader.Load(path, RecipeFile.Read(path, parsed.GetValue(usage.Set) ?? []), parsed.GetRequiredValue(usage.Cache), view);
                cancellation.ThrowIfCancellationRequested();
                List<DistortedPhotograph> images = [.. examples.Lists.SelectMany(list => list).Select(i => examples.All[i]).OfType<DistortedPhotograph>().Where(image => image is { Kind: not null, Score: not null })];
                if (images.Count == 0)
                {
                    throw new BadInputException(path, "makes no images that a metric rates: its data needs distort with rated-by: ensemble");
                }

                KindOpinionsFit.Fit(PublishedOpinions.Read(parsed.GetRequiredValue(usage.Opinions)), images, FitOptions.PortableCommand(parsed, file), parsed.GetRequiredValue(usage.About)).Save(file);
                return ExitCode.Done;
            },
            CancellationToken.None));
        return command;
    }
}
