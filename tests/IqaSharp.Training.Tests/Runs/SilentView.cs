using IqaSharp.Training.Runs;

namespace IqaSharp.Training.Tests.Runs;

/// <summary>Watches, and may end the run as a power cut would.</summary>
internal sealed class SilentView(int? failAt = null) : ITrainingView
{
    private int _steps;

    public void Caching(string what, int done, int of)
    {
    }

    public void Step(TrainingProgress progress)
    {
        if (++_steps == failAt)
        {
            throw new InvalidOperationException("power cut");
        }
    }

    public void Validating(int done, int of)
    {
    }

    public void Epoch(int epoch, Validation? validation, bool best)
    {
    }
}
