using System.Globalization;
using IqaSharp.Core;
using IqaSharp.Distortions;
using IqaSharp.Imaging;
using IqaSharp.Metrics.Classical;
using IqaSharp.Metrics.NoReference;
using IqaSharp.Metrics.PseudoLabels;

namespace IqaSharp.Evaluation;

/// <summary>Calibrates the ensemble: finds the percentiles of each member's scores on photographs distorted in every kind and level.</summary>
/// <remarks>Here rather than beside <see cref="EnsembleModel"/>, because metrics do not depend on distortions.</remarks>
public static class EnsembleFit
{
    /// <summary>Fits the percentiles.</summary>
    /// <param name="photographs">Pristine photographs.</param>
    /// <param name="command">The command that reproduces the fit, recorded in the recipe.</param>
    /// <param name="data">A description of the photographs, recorded in the recipe.</param>
    /// <exception cref="BadInputException">There is no photograph, or one is too small.</exception>
    public static EnsembleModel Fit(IEnumerable<Image> photographs, string command, string data)
    {
        ArgumentNullException.ThrowIfNull(photographs);
        Distortion[] kinds = [.. DistortionGroup.Classical.Kinds.Where(kind => !kind.NeedsJpeg2000)];
        var (scores, images) = (new List<double[]>(), 0);
        foreach (var photograph in photographs)
        {
            if (Math.Min(photograph.Width, photograph.Height) < Ensemble.SmallestSide)
            {
                throw new BadInputException(photograph.Name, $"is {photograph.Width}×{photograph.Height}; the ensemble needs {Ensemble.SmallestSide} pixels");
            }

            images++;
            scores.AddRange(kinds.AsParallel().AsOrdered().SelectMany(kind => Scores(photograph, kind)));
        }

        if (images == 0)
        {
            throw new BadInputException(data, "holds no photograph");
        }

        var settings = new Dictionary<string, string>
        {
            ["kinds"] = string.Join(' ', kinds.Select(kind => kind.Name)),
            ["levels"] = Distortion.HighestLevel.ToString(CultureInfo.InvariantCulture),
            ["images"] = scores.Count.ToString(CultureInfo.InvariantCulture),
        };
        return new EnsembleModel(
            new FitRecipe(command, data, images, settings),
            Ensemble.Members.Select((name, i) => (name, i)).ToDictionary(member => member.name, member => Percentiles(scores.Select(row => row[member.i]), ClassicalMetrics.Find(member.name)!.HigherIsBetter)));
    }

    private static List<double[]> Scores(Image photograph, Distortion kind)
    {
        var members = Ensemble.Members.Select(name => ClassicalMetrics.Find(name)!.PrepareReference!(photograph)).ToList();
        var scores = Enumerable.Range(1, Distortion.HighestLevel)
            .Select(level => kind.Apply(photograph, level, seed: 0))
            .Select(distorted => members.Select(member => member.Score(distorted).Value).ToArray())
            .ToList();
        members.ForEach(member => member.Dispose());
        return scores;
    }

    /// <summary>The percentiles from worst to best, rounded to six digits.</summary>
    private static IReadOnlyList<double> Percentiles(IEnumerable<double> scores, bool higherIsBetter)
    {
        double[] sorted = [.. higherIsBetter ? scores.Order() : scores.OrderDescending()];
        return [.. Enumerable.Range(0, 101).Select(percent => Math.Round(Quantile.Of(sorted, percent / 100.0), 6))];
    }
}
