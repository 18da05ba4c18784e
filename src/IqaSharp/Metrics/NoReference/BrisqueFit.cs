using System.Globalization;
using IqaSharp.Core;
using IqaSharp.Imaging;
using Pairwise = MathNet.Numerics.Statistics.Correlation;

namespace IqaSharp.Metrics.NoReference;

/// <summary>Fits BRISQUE's regressor to rated images. Hyperparameters that the paper does not give are chosen by cross-validation.</summary>
public static class BrisqueFit
{
    private const int Folds = 5;

    private static readonly double[] Gammas = [0.003, 0.006, 0.012];
    private static readonly double[] Lambdas = [1e-3, 1e-2, 1e-1];

    /// <summary>Fits the parameters.</summary>
    /// <param name="photographs">The rated images; each is looked at once.</param>
    /// <param name="mos">Their mean opinion scores, in the same order.</param>
    /// <param name="scale">The scale of the opinions.</param>
    /// <param name="centres">How many images become centres of the regressor. They are stored with it: 400 take 120 kB.</param>
    /// <param name="command">The command that repeats this, for the file's record.</param>
    /// <param name="data">A description of the images, for the file's record.</param>
    /// <exception cref="BadInputException">There are too few images, or the opinions are all equal or outside the scale.</exception>
    public static BrisqueModel Fit(IEnumerable<Image> photographs, IReadOnlyList<double> mos, ScoreRange scale, int centres, string command, string data) =>
        Fit([.. photographs.Select(BrisqueFeatures.Of)], mos, new BrisqueFitSettings(scale, centres), command, data);

    /// <summary>Fits the parameters to features.</summary>
    /// <param name="features">[images][36], of <see cref="BrisqueFeatures"/>.</param>
    /// <param name="mos">[images]: mean opinion scores.</param>
    /// <param name="settings">The settings that are not fitted.</param>
    /// <param name="command">The command that repeats this, for the recipe.</param>
    /// <param name="data">A description of the images, for the recipe.</param>
    /// <exception cref="BadInputException">There are too few images, or the opinions are all equal or outside the scale.</exception>
    internal static BrisqueModel Fit(IReadOnlyList<double[]> features, IReadOnlyList<double> mos, BrisqueFitSettings settings, string command, string data)
    {
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(mos);
        if (features.Count <= BrisqueFeatures.Count)
        {
            throw new BadInputException(data, $"{features.Count} images; BRISQUE is fitted on more than {BrisqueFeatures.Count}");
        }

        var (scale, centres) = settings;
        var (worst, best) = (mos.Min(), mos.Max());
        if (worst == best || worst < scale.Low || best > scale.High)
        {
            throw new BadInputException(data, Text($"opinions from {worst} to {best}; BRISQUE is fitted on different ones from {scale.Low} to {scale.High}"));
        }

        double[] distortion = [.. mos.Select(opinion => 100 * (scale.High - opinion) / (scale.High - scale.Low))];
        var ridge = new KernelRidge(features, distortion, centres);
        var tried =
            from gamma in Gammas
            from pair in Lambdas.Zip(ridge.CrossValidate(gamma, Lambdas, Folds))
            let srcc = Pairwise.Spearman(pair.Second, distortion)
            orderby srcc descending
            select (Gamma: gamma, Lambda: pair.First, Srcc: srcc, Plcc: Pairwise.Pearson(pair.Second, distortion));
        var choice = tried.First();
        var decided = new Dictionary<string, string>
        {
            ["scale"] = Text($"{scale.Low}:{scale.High}"),
            ["centres"] = Text($"{centres}"),
            ["lambda"] = Text($"{choice.Lambda}"),
            ["crossValidation"] = Text($"{Folds} folds, SRCC {choice.Srcc:0.0000}, PLCC {choice.Plcc:0.0000}"),
        };
        return new BrisqueModel(new FitRecipe(command, data, features.Count, decided), ridge.Fit(choice.Gamma, choice.Lambda));
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
