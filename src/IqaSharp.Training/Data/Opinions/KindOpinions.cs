using System.Text.Json.Serialization;
using IqaSharp.Distortions;
using IqaSharp.Metrics.NoReference;

namespace IqaSharp.Training.Data.Opinions;

/// <summary>Pseudo-labels calibrated by people: published opinions of kinds and levels of distortion order the kinds, and the ensemble orders the images of one kind and level.</summary>
/// <remarks>Kind and level explain 89 % of the variance of KADID-10k's opinions, but the ensemble errs on how bad one kind is against another.
/// Opinions are mapped to the ensemble's scale by quantiles, because their own scale is flat where differences are fine.</remarks>
internal sealed class KindOpinions
{
    /// <summary>How far an opinion within a kind and level is predicted to move, in deviations, where the ensemble's score moves by one.</summary>
    private const double Within = 0.6;

    private static readonly Lazy<KindOpinions> Embedded = new(() => FittedFile.Embedded("kind-opinions.json", KindOpinionsJson.Default.KindOpinions));

    private readonly IReadOnlyList<(double Opinion, double Score)> _points;

    /// <param name="recipe">How the opinions were obtained.</param>
    /// <param name="scale">Pairs of an opinion and a score of the ensemble, both rising.</param>
    /// <param name="kinds">By kind, the levels from 1 to 5.</param>
    [JsonConstructor]
    public KindOpinions(FitRecipe recipe, IReadOnlyList<ScalePoint> scale, IReadOnlyDictionary<string, IReadOnlyList<LevelOpinion>> kinds)
    {
        if (scale.Count < 2 || scale.Zip(scale.Skip(1)).Any(pair => pair.Second.Opinion <= pair.First.Opinion || pair.Second.Score < pair.First.Score))
        {
            throw new ArgumentException("needs pairs that rise", nameof(scale));
        }

        if (kinds.Values.Any(levels => levels.Count != Distortion.HighestLevel))
        {
            throw new ArgumentException($"needs {Distortion.HighestLevel} levels of each kind", nameof(kinds));
        }

        (Recipe, Scale, Kinds) = (recipe, scale, kinds);
        _points = [.. scale.Select(point => (point.Opinion, point.Score))];
    }

    /// <summary>The opinions shipped with the training engine.</summary>
    public static KindOpinions Default => Embedded.Value;

    public FitRecipe Recipe { get; }

    public IReadOnlyList<ScalePoint> Scale { get; }

    public IReadOnlyDictionary<string, IReadOnlyList<LevelOpinion>> Kinds { get; }

    /// <summary>The label of a distorted photograph. A kind that nobody was asked about keeps the ensemble's score.</summary>
    /// <param name="kind">The kind's name.</param>
    /// <param name="level">1 to 5.</param>
    /// <param name="ensemble">The ensemble's score against the pristine photograph, 0 to 1.</param>
    /// <returns>0 to 1, where 1 is the pristine photograph.</returns>
    public double Label(string kind, int level, double ensemble)
    {
        if (!Kinds.TryGetValue(kind, out var levels))
        {
            return ensemble;
        }

        var people = levels[level - 1];
        var opinion = people.Mean + (Within * people.Deviation * (ensemble - people.Ensemble) / people.EnsembleDeviation);
        return Math.Clamp(Interpolation.At(_points, opinion), 0, 1);
    }

    /// <summary>Writes the opinions, atomically.</summary>
    public void Save(string path) => FittedFile.Save(path, this, KindOpinionsJson.Default);
}

/// <summary>What people and the ensemble say of a kind and level.</summary>
/// <param name="Mean">The mean opinion, 1 to 5.</param>
/// <param name="Deviation">The deviation of the opinions between photographs.</param>
/// <param name="Ensemble">The ensemble's mean score, 0 to 1.</param>
/// <param name="EnsembleDeviation">The deviation of its scores between photographs, above 0.</param>
internal sealed record LevelOpinion(double Mean, double Deviation, double Ensemble, double EnsembleDeviation);

/// <summary>An opinion, 1 to 5, and the score of the ensemble that stands for it, 0 to 1.</summary>
internal sealed record ScalePoint(double Opinion, double Score);

/// <summary>The JSON of <see cref="KindOpinions"/>.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(KindOpinions))]
internal sealed partial class KindOpinionsJson : JsonSerializerContext;
