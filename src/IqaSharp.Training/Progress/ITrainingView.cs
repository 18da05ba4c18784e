namespace IqaSharp.Training.Progress;

/// <summary>Receives everything that a run reports.</summary>
internal interface ITrainingView
{
    /// <summary>A line of text: an image that cannot be used, or the variant that comes next.</summary>
    void Message(string text);

    /// <summary>Images are read, scored or computed once.</summary>
    void Caching(string what, int done, int of);

    /// <summary>A step is done.</summary>
    void Step(TrainingProgress progress);

    /// <summary>Held-out images are scored.</summary>
    void Validating(int done, int of);

    /// <summary>An epoch is done.</summary>
    void Epoch(int epoch, Validation? validation, bool best);
}
