using System.Text.Json;
using System.Text.Json.Serialization;
using IqaSharp.Checkpoints;
using IqaSharp.Core;

namespace IqaSharp.Models;

/// <summary>What a model file needs to explain a score: which kind of damage an embedding shows, how good each place of the image is, and how many of the images that
/// the model has learned from are worse. It is an entry of the file's metadata, as the <see cref="Calibration"/> is.</summary>
public sealed record Explainer
{
    /// <summary>The metadata key of a <c>.safetensors</c> file that holds it as JSON.</summary>
    public const string MetadataKey = "iqa.explainer";

    [JsonConstructor]
    internal Explainer()
    {
    }

    /// <summary>How many photographs it was fitted to, each as it is and in several kinds of damage.</summary>
    public required int Photographs { get; init; }

    /// <summary>How many further photographs it was measured on.</summary>
    public required int HeldOut { get; init; }

    /// <summary>The share of held-out photographs, as they are and damaged, whose kind of damage is named first.</summary>
    public required double Accuracy { get; init; }

    /// <summary>The share whose kind is among the first three.</summary>
    public required double AccuracyOfThree { get; init; }

    /// <summary>The command that repeats the fit.</summary>
    public required string Command { get; init; }

    /// <summary>The kinds of damage.</summary>
    [JsonInclude, JsonRequired]
    internal KindEstimate Kinds { get; init; } = null!;

    /// <summary>What each place does to the score.</summary>
    [JsonInclude, JsonRequired]
    internal PlaceEstimate Places { get; init; } = null!;

    /// <summary>The percentiles 0 to 100 of the scores of images that the model has learned from, ascending; empty where none were given.</summary>
    [JsonInclude, JsonRequired]
    internal float[] Scores { get; init; } = [];

    /// <summary>The percentage of the images that the model has learned from whose scores are lower; null where none were given.</summary>
    internal double? Standing(double score)
    {
        if (Scores.Length == 0)
        {
            return null;
        }

        var above = Array.FindIndex(Scores, percentile => percentile > score);
        return 100.0 * (above < 0 ? Scores.Length - 1 : Math.Max(0, above - 1)) / (Scores.Length - 1);
    }

    /// <summary>The explainer as JSON.</summary>
    internal string ToJson() => JsonSerializer.Serialize(this, ExplainerJson.Default.Explainer);

    /// <summary>The explainer of a model file; null if it has none.</summary>
    /// <exception cref="BadWeightsException">There is one, but it cannot be used.</exception>
    internal static Explainer? Of(Checkpoint checkpoint) => MetadataEntry.Read(checkpoint, MetadataKey, ExplainerJson.Default.Explainer, "explainer", static explainer =>
    {
        if (!explainer.Scores.All(float.IsFinite) || explainer.Scores.Length == 1 || !explainer.Scores.SequenceEqual(explainer.Scores.Order()))
        {
            throw new FormatException("its scores do not ascend");
        }
    });
}

/// <summary>The explainer's JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, Converters = [typeof(PackedFloats), typeof(FiniteNumber)])]
[JsonSerializable(typeof(Explainer))]
internal sealed partial class ExplainerJson : JsonSerializerContext;
