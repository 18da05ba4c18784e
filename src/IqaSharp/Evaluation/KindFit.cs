using IqaSharp.Models;
using MathNet.Numerics.LinearAlgebra;

namespace IqaSharp.Evaluation;

/// <summary>Fits the kinds of damage: linear discriminants (Fisher 1936) of embeddings, with one covariance for all kinds, shrunk towards its diagonal.</summary>
internal static class KindFit
{
    private static readonly double[] Shrinkages = [0.02, 0.05, 0.1, 0.2, 0.4];
    private static readonly double[] Temperatures = [0.5, 0.7, 1, 1.4, 2, 2.8, 4, 5.6, 8];

    /// <param name="names">The kinds.</param>
    /// <param name="vectors">[images][numbers of an embedding].</param>
    /// <param name="kinds">[images]: the kind of each, by its index.</param>
    /// <param name="folds">[images]: the fold of each in the cross-validation that chooses shrinkage and temperature, from 0.</param>
    public static KindEstimate Of(IReadOnlyList<string> names, IReadOnlyList<float[]> vectors, IReadOnlyList<int> kinds, IReadOnlyList<int> folds)
    {
        var surprises = new double[Shrinkages.Length, Temperatures.Length];
        foreach (var fold in folds.Distinct())
        {
            int[] held = [.. Enumerable.Range(0, folds.Count).Where(i => folds[i] == fold)];
            var others = new Moments(names.Count, vectors, kinds, [.. Enumerable.Range(0, folds.Count).Where(i => folds[i] != fold)]);
            for (var shrinkage = 0; shrinkage < Shrinkages.Length; shrinkage++)
            {
                var estimate = others.Solve(names, Shrinkages[shrinkage]);
                for (var temperature = 0; temperature < Temperatures.Length; temperature++)
                {
                    var softened = Soften(estimate, Temperatures[temperature]);
                    surprises[shrinkage, temperature] += held.Sum(i => -Math.Log(Math.Max(1e-9, softened.Likelihoods(vectors[i])[kinds[i]])));
                }
            }
        }

        var best = Enumerable.Range(0, surprises.Length).MinBy(i => surprises[i / Temperatures.Length, i % Temperatures.Length]);
        var all = new Moments(names.Count, vectors, kinds, [.. Enumerable.Range(0, folds.Count)]);
        return Soften(all.Solve(names, Shrinkages[best / Temperatures.Length]), Temperatures[best % Temperatures.Length]);
    }

    /// <summary>The share of images whose kind is among the likeliest.</summary>
    public static double Accuracy(KindEstimate estimate, IReadOnlyList<float[]> vectors, IReadOnlyList<int> kinds, int among) => vectors.Count == 0 ? 0 : vectors.Zip(kinds).Average(image =>
    {
        var likelihoods = estimate.Likelihoods(image.First);
        return likelihoods.Count(other => other > likelihoods[image.Second]) < among ? 1.0 : 0;
    });

    private static KindEstimate Soften(KindEstimate estimate, double temperature) => estimate with
    {
        Weights = Array.ConvertAll(estimate.Weights, weight => (float)(weight / temperature)),
        Biases = Array.ConvertAll(estimate.Biases, bias => (float)(bias / temperature)),
    };

    /// <summary>The means of the kinds and the covariance around them.</summary>
    private sealed class Moments
    {
        private readonly Matrix<double> _means; // [kinds, length]
        private readonly Matrix<double> _covariance;

        public Moments(int kinds, IReadOnlyList<float[]> vectors, IReadOnlyList<int> kindOf, int[] members)
        {
            var length = vectors[0].Length;
            _means = Matrix<double>.Build.Dense(kinds, length);
            var counts = new int[kinds];
            foreach (var i in members)
            {
                counts[kindOf[i]]++;
                for (var k = 0; k < length; k++)
                {
                    _means[kindOf[i], k] += vectors[i][k];
                }
            }

            for (var kind = 0; kind < kinds; kind++)
            {
                _means.SetRow(kind, _means.Row(kind) / Math.Max(1, counts[kind]));
            }

            var centred = Matrix<double>.Build.Dense(members.Length, length, (row, k) => vectors[members[row]][k] - _means[kindOf[members[row]], k]);
            _covariance = centred.TransposeThisAndMultiply(centred) / members.Length;
        }

        /// <summary>All kinds are taken to be equally frequent: how often damage occurs in photographs, nobody knows.</summary>
        public KindEstimate Solve(IReadOnlyList<string> names, double shrinkage)
        {
            var diagonal = Matrix<double>.Build.DenseOfDiagonalVector(_covariance.Diagonal().Map(variance => Math.Max(variance, 1e-9)));
            var weights = (((1 - shrinkage) * _covariance) + (shrinkage * diagonal)).Cholesky().Solve(_means.Transpose()).Transpose(); // [kinds, length]
            return new KindEstimate
            {
                Names = names,
                Weights = [.. weights.ToRowMajorArray().Select(weight => (float)weight)],
                Biases = [.. Enumerable.Range(0, names.Count).Select(kind => (float)(-0.5 * weights.Row(kind).DotProduct(_means.Row(kind))))],
            };
        }
    }
}
