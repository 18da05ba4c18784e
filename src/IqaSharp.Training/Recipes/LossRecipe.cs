using System.Text.Json.Serialization;

namespace IqaSharp.Training.Recipes;

/// <summary>The weights of the losses; one of weight 0 is not computed. Scores are taken as shares of their range, 0…1.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record LossRecipe
{
    /// <summary>Mean absolute error.</summary>
    public double L1 { get; init; }

    /// <summary>Mean squared error.</summary>
    public double Mse { get; init; }

    /// <summary>Squared up to 0.1, absolute beyond.</summary>
    public double Huber { get; init; }

    /// <summary>1 − Pearson's correlation within the batch, halved; of each set by itself.</summary>
    public double Plcc { get; init; }

    /// <summary>Fidelity of the predicted preferences between the rated images of a set.</summary>
    public double Fidelity { get; init; }

    /// <summary>What rated pairs of a set fall short of half their distance.</summary>
    public double Margin { get; init; }

    /// <summary>Squared earth mover's distance between distributions of ratings.</summary>
    public double Emd { get; init; }

    /// <summary>Cross-entropy of labels.</summary>
    public double CrossEntropy { get; init; }

    /// <summary>CKDN: mean squared error of the scores that it gives with the pristine reference.</summary>
    public double Teacher { get; init; }

    /// <summary>CKDN: the squared distance between the embeddings of the degraded and of the pristine reference.</summary>
    public double Gap { get; init; }

    /// <summary>CKDN: mean squared error of the auxiliary predictor's preferences between restorations of one photograph.</summary>
    public double Preference { get; init; }

    /// <summary>What pairs in a list of one photograph fall short of their distance: a twentieth of the range per level.</summary>
    public double ListMargin { get; init; }

    /// <summary>Fidelity of the predicted preferences within lists.</summary>
    public double ListFidelity { get; init; }

    /// <summary>How far pristine photographs fall short of nine tenths of the range.</summary>
    public double Pristine { get; init; }
}
