using System.Text.Json;
using System.Text.Json.Serialization;
using IqaSharp.Checkpoints;
using IqaSharp.Core;

namespace IqaSharp.Models;

/// <summary>What a model file knows of computing its network in 8-bit integers: the ranges of its maps, and the corrections that keep the scores.
/// It is an entry of the file's metadata; the weights stay as they are, so that the model can be scored exactly too.</summary>
public sealed record Quantisation
{
    /// <summary>The metadata key of a <c>.safetensors</c> file that holds the quantisation as JSON.</summary>
    public const string MetadataKey = "iqa.quantisation";

    [JsonConstructor]
    internal Quantisation()
    {
    }

    /// <summary>How many photographs the ranges were measured on.</summary>
    public required int Photographs { get; init; }

    /// <summary>How many other images were then scored both ways.</summary>
    public required int Checked { get; init; }

    /// <summary>How far those scores moved on average, in the scores' own units.</summary>
    public required double MeanDifference { get; init; }

    /// <summary>How far the score moved that moved most.</summary>
    public required double LargestDifference { get; init; }

    /// <summary>The command that repeats the quantisation.</summary>
    public required string Command { get; init; }

    /// <summary>The range of each map, by its key: [lowest, highest], with 0 between them.</summary>
    [JsonInclude, JsonRequired]
    internal IReadOnlyDictionary<string, float[]> Ranges { get; init; } = null!;

    /// <summary>By which the channels of linear maps are divided, so that all use the 8 bits equally.</summary>
    [JsonInclude, JsonRequired]
    internal IReadOnlyList<ChannelBalance> Balances { get; init; } = null!;

    /// <summary>What is added to the bias of a convolution, by its path: [channels].</summary>
    [JsonInclude, JsonRequired]
    internal IReadOnlyDictionary<string, float[]> Corrections { get; init; } = null!;

    /// <summary>The linear layers whose weights are rounded to 8 bits, by their paths. Their inputs are measured anew in each run.</summary>
    [JsonInclude, JsonRequired]
    internal IReadOnlyList<string> Matrices { get; init; } = null!;

    /// <summary>The quantisation as JSON.</summary>
    internal string ToJson() => JsonSerializer.Serialize(this, QuantisationJson.Default.Quantisation);

    /// <summary>The quantisation of a model file; null if it has none.</summary>
    /// <exception cref="BadWeightsException">There is one, but it cannot be used.</exception>
    internal static Quantisation? Of(Checkpoint checkpoint) => MetadataEntry.Read(checkpoint, MetadataKey, QuantisationJson.Default.Quantisation, "quantisation", static quantisation =>
    {
        if (quantisation.Fault() is { } fault)
        {
            throw new FormatException(fault);
        }
    });

    private string? Fault() =>
        Ranges.FirstOrDefault(range => !IsRange(range.Value)) is { Key: { } name } ? $"the range of {name} is none"
        : Corrections.FirstOrDefault(correction => correction.Value is null || !correction.Value.All(float.IsFinite)) is { Key: { } corrected } ? $"the correction of {corrected} is not of numbers"
        : Balances.Any(balance => balance is not { Outputs: not null, Inputs: not null, Divisors: not null } || !balance.Divisors.All(divisor => divisor > 0 && float.IsFinite(divisor))) ? "a balance of channels is not of positive numbers"
        : Matrices.Contains(null!) ? "a linear layer has no name"
        : null;

    private static bool IsRange(float[]? range) =>
        range is [<= 0 and var low, >= 0 and var high] && high > low && float.IsFinite(high - low) && (high - low) / byte.MaxValue > float.Epsilon;
}

/// <summary>The quantisation's JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, Converters = [typeof(PackedFloats), typeof(FiniteNumber)])]
[JsonSerializable(typeof(Quantisation))]
internal sealed partial class QuantisationJson : JsonSerializerContext;
