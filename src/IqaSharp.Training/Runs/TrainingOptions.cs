namespace IqaSharp.Training.Runs;

/// <summary>Options of a run.</summary>
/// <param name="Run">The folder of checkpoints, logs and the model.</param>
/// <param name="Cache">The folder of everything that is computed once.</param>
/// <param name="Restart">Whether to start over where an earlier run stopped.</param>
/// <param name="SkipBad">Whether to leave out images that cannot be read.</param>
/// <param name="Threads">Number of threads; null for all cores.</param>
/// <param name="Device">Where the network is trained, by libtorch's name.</param>
internal sealed record TrainingOptions(string Run, string Cache, bool Restart, bool SkipBad, int? Threads, string Device = "cpu")
{
    /// <summary>Whether to score what is held out with the best weights, in the end.</summary>
    public bool Test { get; init; }
}
