using System.Text.Json.Serialization;
using IqaSharp.Core;
using MathNet.Numerics.LinearAlgebra;

namespace IqaSharp.Metrics.NoReference;

/// <summary>What NIQE compares with: the Gaussian of the patches of pristine photographs.</summary>
public sealed class NiqeModel
{
    private static readonly Lazy<NiqeModel> Embedded = new(() => FittedFile.Embedded("niqe.json", NoReferenceJson.Default.NiqeModel));

    /// <summary>Puts parameters together.</summary>
    /// <param name="recipe">Where they come from.</param>
    /// <param name="mean">[36].</param>
    /// <param name="covariance">[666]: the upper triangle with its diagonal, row by row.</param>
    /// <exception cref="ArgumentException">There are more or fewer numbers.</exception>
    [JsonConstructor]
    public NiqeModel(FitRecipe recipe, IReadOnlyList<double> mean, IReadOnlyList<double> covariance)
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

    /// <summary>The parameters that come with the library.</summary>
    public static NiqeModel Default => Embedded.Value;

    /// <summary>Where they come from.</summary>
    public FitRecipe Recipe { get; }

    /// <summary>ν, [36].</summary>
    public IReadOnlyList<double> Mean { get; }

    /// <summary>Σ, [666]: the upper triangle with its diagonal, row by row.</summary>
    public IReadOnlyList<double> Covariance { get; }

    /// <summary>The same as a distribution.</summary>
    internal PatchGaussian Gaussian { get; }

    /// <summary>Reads what <c>iqa fit niqe</c> wrote.</summary>
    /// <exception cref="BadInputException">The file cannot be read, or holds something else.</exception>
    public static NiqeModel Load(string path) => FittedFile.Load(path, NoReferenceJson.Default.NiqeModel);

    /// <summary>Writes the parameters; the file appears when it is complete.</summary>
    /// <exception cref="BadInputException">It cannot be written.</exception>
    public void Save(string path) => FittedFile.Save(path, this, NoReferenceJson.Default);

    private static int Upper(int row, int column) => (row * NiqePatch.Count) - (row * (row - 1) / 2) + column - row;
}
