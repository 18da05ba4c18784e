using IqaSharp.Core;
using IqaSharp.Training.Data;
using IqaSharp.Training.Recipes;
using IqaSharp.Training.Torch;
using IqaSharp.Training.Trainees;
using TorchSharp;

namespace IqaSharp.Training.Runs;

/// <summary>From a recipe to a model.</summary>
internal static class TrainingRun
{
    /// <exception cref="BadInputException">Something of it cannot be used.</exception>
    /// <returns>The model's file, and its best validation.</returns>
    public static (string Model, Validation? Best) Start(string path, Recipe recipe, TrainingOptions options, ITrainingView view, CancellationToken cancellation)
    {
        if (options.Threads is { } threads)
        {
            LibTorch.Prepare();
            torch.set_num_threads(threads);
        }

        var examples = ExampleLoader.Load(path, recipe, options.Cache, view);
        var folder = new RunFolder(options.Run);
        if (options.Restart)
        {
            folder.Clear();
        }

        RunManifest.Write(folder.Manifest, path, recipe, examples);
        using var trainee = new TraineeFactory(path, recipe, examples, options.Cache, view).Create(out var bad);
        using var trainer = new Trainer(recipe, Usable(recipe, examples, bad, options.SkipBad), trainee, folder, view);
        return (folder.Best, trainer.Run(cancellation));
    }

    private static Examples Usable(Recipe recipe, Examples examples, IReadOnlyDictionary<int, string> bad, bool skip)
    {
        if (bad.Count == 0)
        {
            return examples;
        }

        foreach (var reason in bad.OrderBy(b => b.Key).Select(b => b.Value))
        {
            Console.Error.WriteLine(reason);
        }

        var usable = examples.Without(bad.Keys.ToHashSet());
        if (!skip || (usable.Rated.Count == 0 && usable.Lists.Count == 0))
        {
            throw new BadInputException(recipe.Name, $"{bad.Count} of {examples.All.Count} images cannot be used{(skip ? ", and nothing is left" : " (--skip-bad leaves them out)")}");
        }

        return usable;
    }
}
