using System.Text.Json.Serialization;

namespace IqaSharp.Training.Recipes;

/// <summary>Loss terms and their weights; a term of weight 0 is not computed. Scores are shares of their range, 0…1.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record LossRecipe
{
    /// <summary>Mean absolute error.</summary>
    public double L1 { get; init; }

    /// <summary>Mean squared error.</summary>
    public double Mse { get; init; }

    /// <summary>Huber loss: squared up to an error of 0.1, absolute beyond.</summary>
    public double Huber { get; init; }

    /// <summary>(1 − Pearson's correlation) / 2 over the step's images on each scale: rated sets have a scale each, and sources rated by the same metric share one.</summary>
    public double Plcc { get; init; }

    /// <summary>Fidelity loss of predicted preferences between pairs on one scale.</summary>
    public double Fidelity { get; init; }

    /// <summary>Margin loss of pairs on one scale: their predictions should differ by half as much as their scores.</summary>
    public double Margin { get; init; }

    /// <summary>Earth mover's distance between distributions of ratings: the root of the mean squared difference of their cumulative sums, as in NIMA.</summary>
    public double Emd { get; init; }

    /// <summary>Cross-entropy of the labels of kind and level.</summary>
    public double CrossEntropy { get; init; }

    /// <summary>CKDN's teacher: mean squared error of the scores predicted with the pristine reference.</summary>
    public double Teacher { get; init; }

    /// <summary>CKDN's distillation: the square of the mean squared distance between the two embeddings, of the degraded and of the pristine reference.</summary>
    public double Gap { get; init; }

    /// <summary>CKDN's auxiliary task: mean squared error of predicted preferences between restorations of one photograph.</summary>
    public double Preference { get; init; }

    /// <summary>CKDN's scores, held to the same preferences: mean squared error of those that their differences say.</summary>
    public double Order { get; init; }

    /// <summary>LPIPS's ranking loss of two-alternative choices: cross-entropy of the choice that a small network, trained with it, predicts from the two distances.</summary>
    public double Choice { get; init; }

    /// <summary>Margin loss of pairs in a list of one photograph: a twentieth of the range per level.</summary>
    public double ListMargin { get; init; }

    /// <summary>Fidelity loss of predicted preferences within lists.</summary>
    public double ListFidelity { get; init; }

    /// <summary>Mean absolute difference between the scores of two variants of an image.</summary>
    public double Invariance { get; init; }

    /// <summary>How far pristine photographs stay below nine tenths of the range.</summary>
    public double Pristine { get; init; }
}
