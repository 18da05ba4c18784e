namespace IqaSharp.Training.Progress;

/// <summary>Where a run is.</summary>
/// <param name="Stage">The stage's name.</param>
/// <param name="Epoch">From 0.</param>
/// <param name="Epochs">Number of epochs of the stage.</param>
/// <param name="Step">Number of steps of the epoch that are done.</param>
/// <param name="Steps">Number of steps of the epoch.</param>
/// <param name="Loss">The step's loss.</param>
/// <param name="Rate">The learning rate.</param>
/// <param name="Images">Number of images of the step.</param>
internal sealed record TrainingProgress(string Stage, int Epoch, int Epochs, int Step, int Steps, double Loss, double Rate, int Images);
