using IqaSharp.Metrics.NoReference;
using MathNet.Numerics.LinearAlgebra;

namespace IqaSharp.Evaluation;

/// <summary>A head fitted to embeddings and ratings: w · x + b.</summary>
/// <param name="Weights">w, [width of the embedding].</param>
/// <param name="Bias">b.</param>
internal sealed record LinearHead(double[] Weights, double Bias)
{
    private const int InnerFolds = 5;

    /// <summary>The deviation of the direction that ridge regression leaves free, where the others have 1: its weight costs next to nothing.</summary>
    private const double Free = 1e4;

    /// <summary>Ridge regression on the standardised embeddings. What it shrinks towards is not 0 but the network's own head, as far as a linear function of its score
    /// fits the ratings: the strongest regularisation leaves nothing else.</summary>
    /// <param name="embeddings">[examples][width].</param>
    /// <param name="ratings">[examples].</param>
    /// <param name="groups">[examples]: those of a group stay together in cross-validation.</param>
    /// <param name="own">[width]: the direction in which the network's own score grows.</param>
    /// <param name="seed">Of the folds.</param>
    public static LinearHead Fit(IReadOnlyList<double[]> embeddings, IReadOnlyList<double> ratings, IReadOnlyList<int> groups, IReadOnlyList<double> own, int seed)
    {
        var scale = Standardisation.Of(embeddings);
        var standardised = Matrix<double>.Build.DenseOfRowArrays(embeddings.Select(scale.Apply));
        var direction = Vector<double>.Build.DenseOfEnumerable(own.Zip(scale.Deviation, (weight, deviation) => weight * deviation));
        var scores = standardised * direction; // their mean is 0
        direction *= scores.L2Norm() is > 0 and var norm ? Free * Math.Sqrt(ratings.Count) / norm : 0;
        var features = standardised.InsertColumn(0, standardised * direction);
        var fit = Ridge.Fit(features, Vector<double>.Build.DenseOfEnumerable(ratings), Folds.Of(groups, InnerFolds, seed));
        var weights = (fit.Weights.SubVector(1, own.Count) + (fit.Weights[0] * direction)).PointwiseDivide(Vector<double>.Build.Dense(scale.Deviation));
        return new([.. weights], fit.Bias - (weights * Vector<double>.Build.Dense(scale.Mean)));
    }

    /// <summary>The score of an embedding.</summary>
    public double Predict(double[] embedding) => Bias + Weights.Zip(embedding, (weight, value) => weight * value).Sum();
}
