using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using IqaSharp.Core;
using IqaSharp.Metrics;
using IqaSharp.Models;

namespace IqaSharp.Cli.Output;

/// <summary>Rows as JSON, one for each image and metric: an array, or one object per line; with details, sub-scores too.</summary>
internal sealed class JsonRows(TextWriter writer, IReadOnlyList<ModelCard> cards, bool isArray, bool details) : RowWriter(writer, cards)
{
    /// <summary>How rows are serialised.</summary>
    internal static JsonContext Json { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // file names stay readable; this is no web page
    });

    private bool _any;

    public override void Row(IReadOnlyList<ScoredImage> scores)
    {
        foreach (var (card, image) in Cards.Zip(scores))
        {
            Row(card, image);
        }
    }

    private void Row(ModelCard card, ScoredImage image)
    {
        var row = new JsonRow(
            image.Path,
            card.ReferenceKind == ReferenceKind.FullReference ? image.Reference : null,
            card.ReferenceKind == ReferenceKind.DegradedReference ? image.Reference : null,
            card.Name,
            image.Score?.Value,
            image.Score?.Spread,
            image.Score?.Interval?.Low,
            image.Score?.Interval?.High,
            image.Score?.Familiarity,
            image.Score?.IsUnfamiliar,
            image.Score?.Distribution,
            details ? image.Score?.SubScores : null,
            image.Error,
            Note(card, image),
            image.File is null ? null : image.Width,
            image.File is null ? null : image.Height,
            image.File?.State?.Bytes,
            image.File?.State?.ModifiedText,
            image.File?.Sha256,
            image.File?.SameAs);
        var text = JsonSerializer.Serialize(row, Json.JsonRow);
        Writer.Write(!isArray ? $"{text}\n" : _any ? $",\n  {text}" : $"[\n  {text}"); // whole rows, whenever the process ends
        _any = true;
    }

    public override void End()
    {
        if (isArray)
        {
            Writer.Write(_any ? "\n]\n" : "[]\n");
        }
    }
}

/// <summary>The row of one image and metric. Properties that the metric does not have are left out.</summary>
internal sealed record JsonRow(
    string Image,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Pristine,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Degraded,
    string Metric,
    double? Score,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? Spread,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? Low,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? High,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? Familiarity,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] bool? Unfamiliar,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<double>? Distribution,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyDictionary<string, double>? SubScores,
    string? Error,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Note,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Width,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Height,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? Bytes,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Modified,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Sha256,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? SameAs);

/// <summary>The labels of one image, or why there are none.</summary>
internal sealed record LabelRow(
    string Image,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<Label>? Labels,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Error);

/// <summary>The embedding of one image, or why there is none.</summary>
internal sealed record EmbeddingRow(
    string Image,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<float>? Embedding,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<IReadOnlyList<float>>? Scales,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Error);

[JsonSerializable(typeof(JsonRow))]
[JsonSerializable(typeof(EmbeddingRow))]
[JsonSerializable(typeof(LabelRow))]
internal sealed partial class JsonContext : JsonSerializerContext;
