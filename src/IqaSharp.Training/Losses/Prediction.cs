using IqaSharp.Training.Recipes;
using Tensor = TorchSharp.torch.Tensor;

namespace IqaSharp.Training.Losses;

/// <summary>A network's output for a step's images.</summary>
/// <param name="Scores">[n], as shares of the range.</param>
/// <param name="Shares">[n, outputs]: probabilities of ratings or of labels; null for a head that gives one score.</param>
internal sealed record Prediction(Tensor Scores, Tensor? Shares = null)
{
    /// <summary>The same where the loss is computed: its many small operations take a GPU longer. Gradients pass.</summary>
    public Prediction OnCpu() => this with { Scores = Scores.cpu(), Shares = Shares?.cpu() };

    /// <summary>Loss terms that only this network has, such as CKDN's distillation; null for none.</summary>
    public Func<Targets, LossRecipe, IEnumerable<LossTerm>>? OwnTerms { get; init; }
}
