using IqaSharp.Training.Losses;
using IqaSharp.Training.Recipes;
using static TorchSharp.torch;
using Tensor = TorchSharp.torch.Tensor;

namespace IqaSharp.Training.Tasks.Ckdn;

/// <summary>CKDN's own loss terms: the teacher that sees the pristine reference, the distillation of its embedding, and the auxiliary preferences.</summary>
/// <remarks>Zheng et al., ICCV 2021, section 3.</remarks>
/// <param name="partners">By position: the image of the step that each image is compared with; itself where there is none.</param>
/// <param name="preference">[n]: the predicted probability that the partner is preferred.</param>
internal sealed class CkdnLoss(int[] partners, Func<Tensor> preference)
{
    // A difference of the whole range counts as 1,000 points of Elo's; 400 points are odds of ten to one.
    private const float EloPoints = 1000;
    private const float EloDecade = 400;

    /// <summary>[n]: scores predicted with the degraded input.</summary>
    public required Func<Tensor> Scores { get; init; }

    /// <summary>[n]: scores predicted with the pristine reference; null without distillation.</summary>
    public Func<Tensor>? Pristine { get; init; }

    /// <summary>The mean squared distance between the two embeddings, of the degraded and of the pristine reference; the loss term is its square. Null without distillation.</summary>
    public Func<Tensor>? Gap { get; init; }

    /// <summary>How far what was predicted of the pristine original is from it; null where nothing is predicted. Weighted as the teacher is.</summary>
    public Func<Tensor>? PredictionError { get; init; }

    public IEnumerable<LossTerm> Terms(Targets targets, LossRecipe weights)
    {
        if (Pristine is not null)
        {
            yield return new(weights.Teacher, () => Loss.Mse(Targets.At(Pristine().cpu(), targets.Scored), tensor(Array.ConvertAll(targets.Scored, targets.ScoreOf))));
        }

        if (PredictionError is not null)
        {
            yield return new(weights.Teacher, PredictionError);
        }

        if (Gap is not null)
        {
            yield return new(weights.Gap, () => Gap().square());
        }

        var partner = Array.ConvertAll(targets.Scored, i => partners[i]);
        Tensor Preferred() => tensor(Array.ConvertAll(targets.Scored, i => 1 / (1 + MathF.Pow(10, (targets.ScoreOf(i) - targets.ScoreOf(partners[i])) * EloPoints / EloDecade))));
        yield return new(weights.Preference, () => Loss.Mse(Targets.At(preference().cpu(), targets.Scored), Preferred()));
        yield return new(weights.Order, () => Loss.Mse(((Targets.At(Scores(), partner) - Targets.At(Scores(), targets.Scored)).cpu() * (MathF.Log(10) * EloPoints / EloDecade)).sigmoid(), Preferred()));
    }
}
