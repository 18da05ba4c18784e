namespace IqaSharp.Training.Runs;

/// <summary>Who watches a run.</summary>
internal interface ITrainingView
{
    /// <summary>So many images are read, or computed once.</summary>
    void Caching(string what, int done, int of);

    /// <summary>A step is done.</summary>
    void Step(TrainingProgress progress);

    /// <summary>So many of the held-out images are scored.</summary>
    void Validating(int done, int of);

    /// <summary>An epoch is done.</summary>
    void Epoch(int epoch, Validation? validation, bool best);
}

/// <summary>Where a run is.</summary>
/// <param name="Stage">The stage's name.</param>
/// <param name="Epoch">From 0.</param>
/// <param name="Epochs">Of this stage.</param>
/// <param name="Step">How many steps of the epoch are done.</param>
/// <param name="Steps">Of the epoch.</param>
/// <param name="Loss">Of this step.</param>
/// <param name="Rate">The learning rate.</param>
/// <param name="Images">Of this step.</param>
internal sealed record TrainingProgress(string Stage, int Epoch, int Epochs, int Step, int Steps, double Loss, double Rate, int Images);
