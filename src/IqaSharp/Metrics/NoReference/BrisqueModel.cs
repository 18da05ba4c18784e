using System.Text.Json.Serialization;
using IqaSharp.Core;

namespace IqaSharp.Metrics.NoReference;

/// <summary>BRISQUE's parameters: a regressor from 36 features to a score.</summary>
/// <remarks>The authors use a support vector regressor with a Gaussian kernel (Mittal, Moorthy, Bovik, IEEE TIP 21(12), 2012, section III-C).
/// This one has the same form, with fewer centres, and weights from ridge regression.</remarks>
public sealed class BrisqueModel
{
    private static readonly Lazy<BrisqueModel> Embedded = new(() => FittedFile.Embedded("brisque.json", NoReferenceJson.Default.BrisqueModel));

    [JsonConstructor]
    internal BrisqueModel(FitRecipe recipe, KernelRegressor regressor) => (Recipe, Regressor) = (recipe, regressor);

    /// <summary>The parameters shipped with the library.</summary>
    public static BrisqueModel Default => Embedded.Value;

    /// <summary>How the parameters were fitted.</summary>
    [JsonInclude]
    internal FitRecipe Recipe { get; }

    /// <summary>From features to 0 (best) … 100 (worst).</summary>
    [JsonInclude]
    internal KernelRegressor Regressor { get; }

    /// <summary>Reads what <c>iqa fit brisque</c> wrote.</summary>
    /// <exception cref="BadInputException">The file cannot be read, or holds other content.</exception>
    public static BrisqueModel Load(string path)
    {
        var model = FittedFile.Load(path, NoReferenceJson.Default.BrisqueModel);
        var r = model.Regressor;
        return new[] { r.Mean.Length, r.Deviation.Length }.Concat(r.Centres.Select(c => c.Length)).All(n => n == BrisqueFeatures.Count) && r.Weights.Length == r.Centres.Length && r.Deviation.All(d => d > 0)
            ? model
            : throw new BadInputException(path, $"holds no parameters of this metric: its arrays are not those of {BrisqueFeatures.Count} features");
    }

    /// <summary>Writes the parameters, atomically.</summary>
    /// <exception cref="BadInputException">It cannot be written.</exception>
    public void Save(string path) => FittedFile.Save(path, this, NoReferenceJson.Default);
}
