using IqaSharp.Imaging;
using IqaSharp.Networks.Musiq;
using IqaSharp.Tests.Metrics;
using IqaSharp.Training.Data;
using IqaSharp.Training.Progress;
using IqaSharp.Training.Recipes;
using IqaSharp.Training.Runs;
using IqaSharp.Training.Tasks;
using IqaSharp.Training.Tasks.Musiq;
using IqaSharp.Training.Torch;

namespace IqaSharp.Training.Tests.Runs;

/// <summary>A small MUSIQ that learns how bright small images are.</summary>
internal static class TinyRun
{
    public static Recipe Recipe { get; } = new()
    {
        Name = "tiny",
        Architecture = "musiq",
        Data = [new DataRecipe { Set = "brightness" }],
        Loss = new LossRecipe { L1 = 1, Plcc = 0.5, Fidelity = 0.1, ListMargin = 1 },
        Stages =
        [
            new StageRecipe { Name = "first", Epochs = 2, Batch = 4, Rate = 3e-3, Flip = true },
            new StageRecipe { Name = "second", Epochs = 2, Batch = 4, Lists = 1, Rate = 1e-3, Crop = 32, Blend = 0.25 },
        ],
    };

    /// <summary>Twelve images to learn from, one of another size, four to validate with, and a list.</summary>
    public static Examples Examples { get; } = new(
        [
            .. Enumerable.Range(0, 16).Select(i => new RatedPhotograph($"{i}.png", () => Grey(i * 16, i == 5 ? 40 : 64), 0) { Score = i / 16f }),
            .. Enumerable.Range(0, 6).Select(level => new DistortedPhotograph($"level {level}", () => Grey(200 - (30 * level), 64), 1) { Level = level, Score = 1 - (level / 5f) }),
        ],
        [.. Enumerable.Range(0, 12)],
        [[16, 17, 18, 19, 20, 21]],
        [12, 13, 14, 15],
        [[16, 21]],
        []);

    public static ITrainingTask Task(MusiqConfig? config = null)
    {
        var own = config ?? TestModel.TinyMusiq;
        return new MusiqTrainingTask(own, new TorchParameters(own.Parameters(), seed: 1), new PixelMaps(own, Examples.All), 0);
    }

    /// <summary>Runs the recipe, or what is left of an earlier run.</summary>
    /// <returns>The rows of the log.</returns>
    public static string[] Run(string folder, ITrainingView view, TimeSpan saveEvery, Recipe? recipe = null)
    {
        using var task = Task();
        using var trainer = new Trainer(recipe ?? Recipe, Examples, task, new RunFolder(folder), view) { SaveEvery = saveEvery };
        trainer.Run(CancellationToken.None);
        return File.ReadAllLines(Path.Combine(folder, "log.csv"));
    }

    private static Image Grey(int level, int side)
    {
        var random = new Random(level);
        return new Image(side, side, [.. Enumerable.Range(0, side * side * 3).Select(_ => (byte)Math.Clamp(level + random.Next(-8, 9), 0, 255))]);
    }
}
