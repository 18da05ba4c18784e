using IqaSharp.Core;

namespace IqaSharp.Metrics.NoReference;

/// <summary>BRISQUE's parameters: a regressor from 36 features to a score.</summary>
/// <remarks>The authors use a support vector regressor with a Gaussian kernel (Mittal, Moorthy, Bovik, IEEE TIP 21(12), 2012, section III-C).
/// This one has its form, with fewer centres, and its weights by regularised least squares.</remarks>
/// <param name="Recipe">Where they come from.</param>
/// <param name="Regressor">From features to 0 (best) … 100 (worst).</param>
public sealed record BrisqueModel(FitRecipe Recipe, KernelRegressor Regressor)
{
    private static readonly Lazy<BrisqueModel> Embedded = new(() => FittedFile.Embedded("brisque.json", NoReferenceJson.Default.BrisqueModel));

    /// <summary>The parameters that come with the library.</summary>
    public static BrisqueModel Default => Embedded.Value;

    /// <summary>Reads what <c>iqa fit brisque</c> wrote.</summary>
    /// <exception cref="BadInputException">The file cannot be read, or holds something else.</exception>
    public static BrisqueModel Load(string path)
    {
        var model = FittedFile.Load(path, NoReferenceJson.Default.BrisqueModel);
        var r = model.Regressor;
        return new[] { r.Mean.Length, r.Deviation.Length }.Concat(r.Centres.Select(c => c.Length)).All(n => n == BrisqueFeatures.Count) && r.Weights.Length == r.Centres.Length && r.Deviation.All(d => d > 0)
            ? model
            : throw new BadInputException(path, $"holds no parameters of this metric: its arrays are not those of {BrisqueFeatures.Count} features");
    }

    /// <summary>Writes the parameters; the file appears when it is complete.</summary>
    /// <exception cref="BadInputException">It cannot be written.</exception>
    public void Save(string path) => FittedFile.Save(path, this, NoReferenceJson.Default);
}
