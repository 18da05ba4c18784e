using IqaSharp.Core;
using IqaSharp.Training.Data;
using IqaSharp.Training.Progress;
using IqaSharp.Training.Recipes;
using IqaSharp.Training.Tasks;
using IqaSharp.Training.Torch;
using TorchSharp;

namespace IqaSharp.Training.Runs;

/// <summary>From a recipe to a model.</summary>
internal static class TrainingRun
{
    private const int FewestHeldOut = 30;

    /// <exception cref="BadInputException">The recipe, its data or its weights cannot be used.</exception>
    /// <returns>The model's file, and its best validation.</returns>
    public static (string Model, Validation? Best) Start(string path, Recipe recipe, TrainingOptions options, ITrainingView view, CancellationToken cancellation)
    {
        if (options.Threads is { } threads)
        {
            LibTorch.Prepare();
            torch.set_num_threads(threads);
        }

        var device = LibTorch.Device(options.Device);
        TaskSetup.RequireStart(path, recipe); // before images are read, which takes longer
        var examples = ExampleLoader.Load(path, recipe, options.Cache, view);
        var folder = new RunFolder(options.Run);
        if (options.Restart)
        {
            folder.Clear();
        }

        RunManifest.Write(folder.Manifest, path, recipe, examples, options.Device);
        var (task, bad) = TrainingArchitecture.Prepare(new TaskSetup(path, recipe, examples, options.Cache, view, device));
        using var owned = task;
        var usable = Usable(recipe, examples, bad, options.SkipBad, view);
        WarnOfFew(usable, view);
        using var trainer = new Trainer(recipe, usable, task, folder, view);
        var best = trainer.Run(cancellation);
        if (options.Test)
        {
            HeldOutScore.Write(folder, recipe, task, usable, view, cancellation);
        }

        return (folder.Best, best);
    }

    /// <summary>The best epoch is chosen on what is held out.</summary>
    private static void WarnOfFew(Examples examples, ITrainingView view)
    {
        var heldOut = examples.Validation.Concat(examples.ValidationLists.SelectMany(static list => list)).Distinct().Count();
        if (heldOut < FewestHeldOut)
        {
            view.Message(heldOut == 0 ? "nothing is held out: the model of the last epoch is taken, and nothing says how good it is ('validation' of a source holds images out)"
                : $"only {heldOut} {(heldOut == 1 ? "image is" : "images are")} held out: with fewer than {FewestHeldOut}, the choice of the best model and its SRCC are much by chance");
        }
    }

    private static Examples Usable(Recipe recipe, Examples examples, IReadOnlyDictionary<int, string> bad, bool skip, ITrainingView view)
    {
        if (bad.Count == 0)
        {
            return examples;
        }

        foreach (var reason in bad.OrderBy(b => b.Key).Select(b => b.Value))
        {
            view.Message(reason);
        }

        var usable = examples.Without(bad.Keys.ToHashSet());
        if (!skip || (usable.Rated.Count == 0 && usable.Lists.Count == 0))
        {
            throw new BadInputException(recipe.Name, $"{bad.Count} of {examples.All.Count} images cannot be used{(skip ? ", and nothing is left" : " (--skip-bad leaves them out)")}");
        }

        return usable;
    }
}
