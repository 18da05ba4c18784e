using System.Text.Json;
using System.Text.Json.Serialization;
using IqaSharp.Checkpoints;
using IqaSharp.Core;

namespace IqaSharp.Models;

/// <summary>What a model file knows of its own doubt: how far its scores are off, and how far an image lies from what it has learned from.
/// It is an entry of the file's metadata, not tensors, so that programs that do not know it still load the model.</summary>
public sealed record Calibration
{
    /// <summary>The metadata key of a <c>.safetensors</c> file that holds the calibration as JSON.</summary>
    public const string MetadataKey = "iqa.calibration";

    /// <summary>The share of people's mean opinions that the intervals are to hold.</summary>
    public const double Coverage = 0.9;

    [JsonConstructor]
    internal Calibration()
    {
    }

    /// <summary>The rated images that the intervals were calibrated on, in words.</summary>
    public required string Data { get; init; }

    /// <summary>How many rated images there were.</summary>
    public required int Images { get; init; }

    /// <summary>The share of these images' opinions that lie in their intervals, by cross-validation.</summary>
    public required double Held { get; init; }

    /// <summary>The mean width of these images' intervals, by cross-validation.</summary>
    public required double MeanWidth { get; init; }

    /// <summary>How many photographs that the model has learned from the familiarity is measured against.</summary>
    public required int Photographs { get; init; }

    /// <summary>The command that repeats the calibration.</summary>
    public required string Command { get; init; }

    /// <summary>The estimate of a score's error.</summary>
    [JsonInclude, JsonRequired]
    internal ErrorEstimate Error { get; init; } = null!;

    /// <summary>The estimate of an image's familiarity.</summary>
    [JsonInclude, JsonRequired]
    internal FamiliarityEstimate Familiarity { get; init; } = null!;

    /// <summary>The calibration as JSON.</summary>
    internal string ToJson() => JsonSerializer.Serialize(this, CalibrationJson.Default.Calibration);

    /// <summary>The calibration of a model file; null if it has none.</summary>
    /// <exception cref="BadWeightsException">There is one, but it cannot be used.</exception>
    internal static Calibration? Of(Checkpoint checkpoint) => MetadataEntry.Read(checkpoint, MetadataKey, CalibrationJson.Default.Calibration, "calibration", static calibration =>
    {
        calibration.Error.Validate();
        calibration.Familiarity.Validate();
    });

    /// <summary>The numbers of an embedding as the estimates read them: the class token, then the mean of each scale.</summary>
    internal static float[] Vector(Embedding embedding) => [.. embedding.Scales.Prepend(embedding.Image).SelectMany(vector => vector)];
}

/// <summary>The calibration's JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, Converters = [typeof(PackedFloats), typeof(FiniteNumber)])]
[JsonSerializable(typeof(Calibration))]
internal sealed partial class CalibrationJson : JsonSerializerContext;
