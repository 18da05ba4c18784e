using System.Text.Json.Serialization;
using IqaSharp.Core;
using IqaSharp.Metrics.NoReference;

namespace IqaSharp.Metrics.PseudoLabels;

/// <summary>Puts the scores of the ensemble's members on one scale: for each member the percentiles of its scores of distorted photographs.</summary>
public sealed class EnsembleModel
{
    private const int Percentiles = 101;

    private static readonly Lazy<EnsembleModel> Embedded = new(() => FittedFile.Embedded("ensemble.json", EnsembleJson.Default.EnsembleModel));

    /// <summary>Creates a model from percentiles.</summary>
    /// <param name="recipe">How they were fitted.</param>
    /// <param name="members">For each metric name 101 scores, from the worst image's to the best's.</param>
    /// <exception cref="ArgumentException">A member's scores are missing, incomplete or not monotonic.</exception>
    [JsonConstructor]
    internal EnsembleModel(FitRecipe recipe, IReadOnlyDictionary<string, IReadOnlyList<double>> members)
    {
        ArgumentNullException.ThrowIfNull(members);
        foreach (var name in Ensemble.Members)
        {
            if (!members.TryGetValue(name, out var scores) || scores.Count != Percentiles || scores.Any(score => !double.IsFinite(score)) || scores.Zip(scores.Skip(1)).Any(pair => (pair.Second - pair.First) * (scores[^1] - scores[0]) < 0))
            {
                throw new ArgumentException($"{name} needs {Percentiles} scores that rise or fall", nameof(members));
            }
        }

        (Recipe, Members) = (recipe, members);
    }

    /// <summary>The percentiles shipped with the library.</summary>
    public static EnsembleModel Default => Embedded.Value;

    /// <summary>How the percentiles were fitted.</summary>
    [JsonInclude]
    internal FitRecipe Recipe { get; }

    /// <summary>For each metric name 101 scores, from the worst image's to the best's.</summary>
    [JsonInclude]
    internal IReadOnlyDictionary<string, IReadOnlyList<double>> Members { get; }

    /// <summary>Reads what <c>iqa fit ensemble</c> wrote.</summary>
    /// <exception cref="BadInputException">The file cannot be read, or holds other content.</exception>
    public static EnsembleModel Load(string path) => FittedFile.Load(path, EnsembleJson.Default.EnsembleModel);

    /// <summary>Writes the percentiles, atomically.</summary>
    /// <exception cref="BadInputException">It cannot be written.</exception>
    public void Save(string path) => FittedFile.Save(path, this, EnsembleJson.Default);

    /// <summary>The mean of the members' percentiles, 0 to 100: 100 for an identical image.</summary>
    /// <param name="scores">The members' scores, in the order of <see cref="Ensemble.Members"/>.</param>
    internal double Score(IReadOnlyList<double> scores) => Ensemble.Members.Select((name, i) => Percentile(Members[name], scores[i])).Average();

    private static double Percentile(IReadOnlyList<double> scores, double score)
    {
        var rising = scores[^1] > scores[0];
        var above = 0; // the first percentile that is better
        while (above < Percentiles && (rising ? scores[above] <= score : scores[above] >= score))
        {
            above++;
        }

        return above == 0 ? 0
            : above == Percentiles ? Percentiles - 1
            : above - 1 + ((score - scores[above - 1]) / (scores[above] - scores[above - 1]));
    }
}

/// <summary>The JSON of <see cref="EnsembleModel"/>.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true, Converters = [typeof(FiniteNumber)])]
[JsonSerializable(typeof(EnsembleModel))]
internal sealed partial class EnsembleJson : JsonSerializerContext;
