using System.Diagnostics;
using IqaSharp.Core;
using IqaSharp.Training.Data;
using IqaSharp.Training.Losses;
using IqaSharp.Training.Optimisation;
using IqaSharp.Training.Progress;
using IqaSharp.Training.Recipes;
using IqaSharp.Training.Tasks;
using IqaSharp.Training.Torch;
using static TorchSharp.torch;
using Tensor = TorchSharp.torch.Tensor;

namespace IqaSharp.Training.Runs;

/// <summary>Runs a recipe's stages, from the start or from where an earlier run stopped.</summary>
internal sealed class Trainer : IDisposable
{
    private readonly Recipe _recipe;
    private readonly Examples _examples;
    private readonly ITrainingTask _task;
    private readonly RunFolder _folder;
    private readonly ITrainingView _view;
    private readonly Validator _validator;
    private readonly TotalLoss _loss;
    private readonly string _digest;
    private readonly Dictionary<string, Tensor> _start; // the weights that the stage began with, where one is blended

    public Trainer(Recipe recipe, Examples examples, ITrainingTask task, RunFolder folder, ITrainingView view)
    {
        (_recipe, _examples, _task, _folder, _view) = (recipe, examples, task, folder, view);
        (_validator, _loss) = (new Validator(task, examples, view), new TotalLoss(examples.All));
        _digest = RecipeFile.Digest(recipe);
        _start = recipe.Stages.Any(stage => stage.Blend > 0) ? task.Parameters.All.ToDictionary(p => p.Key, p => p.Value.detach().clone().DetachFromDisposeScope()) : [];
    }

    /// <summary>How often to save within an epoch.</summary>
    public TimeSpan SaveEvery { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Everything that is trained: the network's parameters, and what the loss learns with them.</summary>
    private IEnumerable<KeyValuePair<string, Tensor>> Learning => _task.Parameters.All.Concat(_loss.Learned);

    /// <summary>Runs what is left.</summary>
    /// <returns>The best validation.</returns>
    public Validation? Run(CancellationToken cancellation)
    {
        var average = new MovingAverage(_task.Parameters.All);
        Optimiser? optimiser = null;
        try
        {
            optimiser = new Optimiser(_recipe.Stages[0].OptimiserSettings(), Learning);
            var resumed = _folder.Resume(_digest, Named(null, average), state =>
            {
                optimiser.Dispose();
                optimiser = new Optimiser(_recipe.Stages[Math.Min(state.Stage, _recipe.Stages.Count - 1)].OptimiserSettings(), Learning);
                return Moments(optimiser);
            });
            var state = resumed ?? new RunState(_digest, 0, 0, 0, null, 0);
            using var log = new RunLog(_folder, state);
            while (state.Stage < _recipe.Stages.Count)
            {
                var stage = _recipe.Stages[state.Stage];
                state = Epoch(stage, state, optimiser, average, log, cancellation);
                var ends = state.Epoch == stage.Epochs || state.SinceBest >= stage.Patience;
                if (ends)
                {
                    state = Blend(stage, state, average, log, cancellation);
                    state = state with { Stage = state.Stage + 1, Epoch = 0, SinceBest = 0 };
                    TakeAverage(average);
                    optimiser.Dispose();
                    optimiser = new Optimiser(_recipe.Stages[Math.Min(state.Stage, _recipe.Stages.Count - 1)].OptimiserSettings(), Learning);
                }

                _folder.Save(state, Named(optimiser, average));
            }

            return state.Best;
        }
        finally
        {
            optimiser?.Dispose();
            average.Dispose();
        }
    }

    public void Dispose()
    {
        _loss.Dispose();
        foreach (var value in _start.Values)
        {
            value.Dispose();
        }
    }

    private RunState Epoch(StageRecipe stage, RunState state, Optimiser optimiser, MovingAverage average, RunLog log, CancellationToken cancellation)
    {
        var plan = Plan.Epoch(_examples, stage, _recipe.Seed, state.Epoch);
        var total = stage.Epochs * plan.Count;
        average.Keep = stage.Ema;
        var sinceSaved = Stopwatch.StartNew();
        var next = Load(plan, state.Step, stage, state.Epoch);
        for (var step = state.Step; step < plan.Count; step++)
        {
            cancellation.ThrowIfCancellationRequested();
            var predict = next!.GetAwaiter().GetResult();
            next = Load(plan, step + 1, stage, state.Epoch);
            var number = (state.Epoch * plan.Count) + step;
            var factor = Schedule.Factor(number, total, stage.WarmUp);
            var loss = Step(stage, plan[step], predict, optimiser, number + 1, factor, average);
            log.Step(state.Stage, state.Epoch, step, loss, stage.Rate * factor);
            _view.Step(new TrainingProgress(stage.Name, state.Epoch, stage.Epochs, step + 1, plan.Count, loss, stage.Rate * factor, plan[step].Examples.Length));
            if (sinceSaved.Elapsed > SaveEvery && step + 1 < plan.Count)
            {
                _folder.Save(state with { Step = step + 1 }, Named(optimiser, average));
                sinceSaved.Restart();
            }
        }

        var validation = _validator.Run(average.Average, cancellation);
        var better = validation is not null && (state.Best is null || validation.Merit > state.Best.Merit);
        if (better || validation is null)
        {
            TrainedModel.Write(_folder.Best, _recipe, _task, average.Average, validation);
        }

        log.Epoch(state.Stage, state.Epoch, validation, better);
        _view.Epoch(state.Epoch, validation, better);
        return state with { Epoch = state.Epoch + 1, Step = 0, Best = better ? validation : state.Best, SinceBest = better ? 0 : state.SinceBest + 1 };
    }

    /// <summary>Mixes a share of the stage's initial weights into its final ones. The result is taken whether it validates better or not: its benefit, on images unlike the training data, does not show on held-out images of the same sets.</summary>
    private RunState Blend(StageRecipe stage, RunState state, MovingAverage average, RunLog log, CancellationToken cancellation)
    {
        if (stage.Blend == 0)
        {
            return state;
        }

        using (no_grad())
        {
            foreach (var (path, value) in average.Average)
            {
                value.lerp_(_start[path], stage.Blend);
            }
        }

        var validation = _validator.Run(average.Average, cancellation);
        TrainedModel.Write(_folder.Best, _recipe, _task, average.Average, validation);
        log.Epoch(state.Stage, state.Epoch, validation, best: true);
        _view.Epoch(state.Epoch, validation, best: true);
        return state with { Best = validation };
    }

    private double Step(StageRecipe stage, Step step, Func<TorchNet, Prediction> predict, Optimiser optimiser, int number, double factor, MovingAverage average)
    {
        using var uncollected = new NoCollection();
        using var scope = NewDisposeScope();
        using var chance = new Generator((ulong)new Seeds(_recipe.Seed, "chance", stage.Name, number).Next(int.MaxValue));
        using var loss = _loss.Of(predict(new TorchNet(_task.Parameters, chance: chance)).OnCpu(), step, stage.Loss ?? _recipe.Loss);
        var value = loss.item<float>();
        if (!float.IsFinite(value))
        {
            var files = string.Join(", ", step.Examples.Select(i => _examples.All[i].Name));
            throw new BadInputException(_recipe.Name, $"the loss is {value} at step {number} of this stage; its images are {files}");
        }

        loss.backward();
        optimiser.Step(number, factor);
        _task.Constrain();
        average.Update(number);
        return value;
    }

    /// <summary>Loads a step's images while the step before runs.</summary>
    private Task<Func<TorchNet, Prediction>>? Load(IReadOnlyList<Step> plan, int step, StageRecipe stage, int epoch) =>
        step < plan.Count ? Task.Run(() => _task.Prepare(plan[step].Examples, stage, new Seeds(_recipe.Seed, stage.Name, epoch, step).Next(int.MaxValue))) : null;

    /// <summary>A stage begins with the average of the one before.</summary>
    private void TakeAverage(MovingAverage average)
    {
        using var unchanged = no_grad();
        foreach (var (path, parameter) in _task.Parameters.All)
        {
            parameter.copy_(average.Average[path]);
            if (_start.TryGetValue(path, out var start))
            {
                start.copy_(average.Average[path]);
            }
        }
    }

    private Dictionary<string, Tensor> Named(Optimiser? optimiser, MovingAverage average) =>
        Learning.Select(p => KeyValuePair.Create($"parameters.{p.Key}", p.Value))
            .Concat(average.Average.Select(p => KeyValuePair.Create($"average.{p.Key}", p.Value)))
            .Concat(_start.Select(p => KeyValuePair.Create($"start.{p.Key}", p.Value)))
            .Concat(optimiser is null ? [] : Moments(optimiser))
            .ToDictionary(t => t.Key, t => t.Value);

    private static Dictionary<string, Tensor> Moments(Optimiser optimiser) => optimiser.State.ToDictionary(p => $"moments.{p.Key}", p => p.Value);
}
