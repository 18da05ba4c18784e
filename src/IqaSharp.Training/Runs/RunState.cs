using IqaSharp.Training.Progress;

namespace IqaSharp.Training.Runs;

/// <summary>The position of a run, and its best validation.</summary>
/// <param name="Recipe">The recipe's digest.</param>
/// <param name="Stage">The stage, from 0.</param>
/// <param name="Epoch">The epoch of the stage, from 0.</param>
/// <param name="Step">The next step of the epoch, from 0.</param>
/// <param name="Best">The best validation so far; null before the first.</param>
/// <param name="SinceBest">Epochs of this stage since the last improvement.</param>
internal sealed record RunState(string Recipe, int Stage, int Epoch, int Step, Validation? Best, int SinceBest);
