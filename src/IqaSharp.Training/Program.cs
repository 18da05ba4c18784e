using IqaSharp.Training;
using IqaSharp.Training.Data;
using IqaSharp.Training.Recipes;
using IqaSharp.Training.Runs;

var recipe = RecipeFile.Read(args[0], args[2..]);
var examples = ExampleLoader.Load(recipe);
var clock = System.Diagnostics.Stopwatch.StartNew();
using var trainee = TraineeFactory.Create(args[0], recipe, examples, Path.Combine(args[1], "cache"), n =>
{
    if (n % 100 == 0)
    {
        Console.WriteLine($"{n} / {examples.All.Count} {clock.Elapsed.TotalSeconds:F0}s");
    }
});
using var trainer = new Trainer(recipe, examples, trainee, new RunFolder(Path.Combine(args[1], recipe.Name)), new View(clock));
trainer.Run(CancellationToken.None);
return 0;

internal sealed class View(System.Diagnostics.Stopwatch clock) : ITrainingView
{
    public void Step(TrainingProgress p)
    {
        if (p.Step % 10 == 0)
        {
            Console.WriteLine($"{clock.Elapsed.TotalSeconds:F0}s {p.Stage} epoch {p.Epoch} step {p.Step}/{p.Steps} loss {p.Loss:F4} rate {p.Rate:E1}");
        }
    }

    public void Validating(int done, int of)
    {
    }

    public void Epoch(int epoch, Validation? validation, bool best) => Console.WriteLine($"{clock.Elapsed.TotalSeconds:F0}s epoch {epoch}: {validation} {best}");
}
