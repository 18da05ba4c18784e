using System.Text.Json.Serialization;
using IqaSharp.Core;
using MathNet.Numerics.LinearAlgebra;

namespace IqaSharp.Metrics.NoReference;

/// <summary>NIQE's reference: the multivariate Gaussian of patches of pristine photographs.</summary>
public sealed class NiqeModel
{
    private static readonly Lazy<NiqeModel> Embedded = new(() => FittedFile.Embedded("niqe.json", NoReferenceJson.Default.NiqeModel));

    /// <summary>Creates a model from its parameters.</summary>
    /// <param name="recipe">How they were fitted.</param>
    /// <param name="mean">[36].</param>
    /// <param name="covariance">[666]: the upper triangle with its diagonal, row by row.</param>
    /// <exception cref="ArgumentException">The numbers are not 36 and 666.</exception>
    [JsonConstructor]
    internal NiqeModel(FitRecipe recipe, IReadOnlyList<double> mean, IReadOnlyList<double> covariance)
    {
        ArgumentNullException.ThrowIfNull(mean);
        ArgumentNullException.ThrowIfNull(covariance);
        const int N = NiqePatch.Count;
        if (mean.Count != N || covariance.Count != N * (N + 1) / 2)
        {
            throw new ArgumentException($"NIQE has a mean of {N} and {N * (N + 1) / 2} covariances, not {mean.Count} and {covariance.Count}", nameof(covariance));
        }

        (Recipe, Mean, Covariance) = (recipe, mean, covariance);
        Gaussian = new(
            Vector<double>.Build.DenseOfEnumerable(mean),
            Matrix<double>.Build.Dense(N, N, (i, j) => covariance[Upper(Math.Min(i, j), Math.Max(i, j))]));
    }

    /// <summary>The parameters shipped with the library.</summary>
    public static NiqeModel Default => Embedded.Value;

    /// <summary>How the parameters were fitted.</summary>
    [JsonInclude]
    internal FitRecipe Recipe { get; }

    /// <summary>ν, [36].</summary>
    [JsonInclude]
    internal IReadOnlyList<double> Mean { get; }

    /// <summary>Σ, [666]: the upper triangle with its diagonal, row by row.</summary>
    [JsonInclude]
    internal IReadOnlyList<double> Covariance { get; }

    /// <summary>The parameters as a distribution.</summary>
    internal PatchGaussian Gaussian { get; }

    /// <summary>Reads what <c>iqa fit niqe</c> wrote.</summary>
    /// <exception cref="BadInputException">The file cannot be read, or holds other content.</exception>
    public static NiqeModel Load(string path) => FittedFile.Load(path, NoReferenceJson.Default.NiqeModel);

    /// <summary>Writes the parameters, atomically.</summary>
    /// <exception cref="BadInputException">It cannot be written.</exception>
    public void Save(string path) => FittedFile.Save(path, this, NoReferenceJson.Default);

    private static int Upper(int row, int column) => (row * NiqePatch.Count) - (row * (row - 1) / 2) + column - row;
}
