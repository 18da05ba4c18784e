using Tensor = TorchSharp.torch.Tensor;

namespace IqaSharp.Training.Trainees;

/// <summary>What a network says of a step's images.</summary>
/// <param name="Scores">[n], as shares of the range.</param>
/// <param name="Shares">[n, outputs]: probabilities of ratings or of labels; null for a head that gives one score.</param>
internal sealed record Prediction(Tensor Scores, Tensor? Shares = null)
{
    /// <summary>What CKDN says besides, in training; null for other networks.</summary>
    public Distillation? Distillation { get; init; }
}

/// <summary>What CKDN's branches say that scoring does not need; computed when a loss asks for it.</summary>
/// <param name="Pristine">[n]: the scores with the pristine reference; null without such a branch.</param>
/// <param name="Gap">The mean squared distance between the two references' embeddings; null likewise.</param>
/// <param name="Preference">[n]: how probably the partner is preferred.</param>
/// <param name="Partners">By image: which other image of the step it is compared with; itself where there is none.</param>
internal sealed record Distillation(Func<Tensor>? Pristine, Func<Tensor>? Gap, Func<Tensor> Preference, IReadOnlyList<int> Partners);
