namespace IqaSharp.Training.Tasks;

/// <summary>A training task, and the images that it cannot use.</summary>
/// <param name="Task">The task.</param>
/// <param name="Bad">By index, why an image cannot be used.</param>
internal sealed record PreparedTask(ITrainingTask Task, IReadOnlyDictionary<int, string> Bad);
