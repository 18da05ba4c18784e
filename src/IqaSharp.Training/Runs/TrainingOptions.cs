namespace IqaSharp.Training.Runs;

/// <summary>How a recipe is run.</summary>
/// <param name="Run">The folder of checkpoints, logs and the model.</param>
/// <param name="Cache">The folder of what is computed once.</param>
/// <param name="Restart">Whether a run that was stopped is begun anew.</param>
/// <param name="SkipBad">Whether images that cannot be read are left out.</param>
/// <param name="Threads">Threads to compute with; null for all cores.</param>
internal sealed record TrainingOptions(string Run, string Cache, bool Restart, bool SkipBad, int? Threads);
