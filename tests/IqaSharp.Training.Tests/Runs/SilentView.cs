using IqaSharp.Training.Progress;

namespace IqaSharp.Training.Tests.Runs;

/// <summary>Keeps messages, and may end the run as a power cut would.</summary>
internal sealed class SilentView(int? failAt = null) : ITrainingView
{
    private int _steps;

    public List<string> Messages { get; } = [];

    public void Message(string text) => Messages.Add(text);

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
