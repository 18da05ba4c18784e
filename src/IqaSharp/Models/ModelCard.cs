using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using IqaSharp.Checkpoints;
using IqaSharp.Core;
using IqaSharp.Networks;

namespace IqaSharp.Models;

/// <summary>Everything a user may ask of a model. It travels in the model file's own metadata.</summary>
public sealed record ModelCard
{
    /// <summary>The metadata key of a <c>.safetensors</c> file, and of an exported ONNX graph, that holds the card as JSON.</summary>
    public const string MetadataKey = "iqa.card";

    /// <summary>The model's name: <c>Metric.Load(name)</c>, <c>--metric name</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The name of the network, one of <see cref="Networks.Architecture.All"/>.</summary>
    public required string Architecture { get; init; }

    /// <summary>The network's own settings; their names are those of its configuration record.</summary>
    public required JsonObject Configuration { get; init; }

    /// <summary>What an image is held against.</summary>
    [JsonPropertyName("regime")]
    public ReferenceKind ReferenceKind { get; init; }

    /// <summary>The scores that it was trained to give; null where that is unknown.</summary>
    public ScoreRange? Range { get; init; }

    /// <summary>Whether a larger score is a better image.</summary>
    public bool HigherIsBetter { get; init; } = true;

    /// <summary>The shortest side in pixels that a score makes sense for.</summary>
    public int SmallestSide { get; init; } = 1;

    /// <summary>False for weights that nobody trained: placeholders and test models. Their scores mean nothing, and the output says so.</summary>
    public bool Trained { get; init; } = true;

    /// <summary>One or two sentences: what it judges, what it was trained on and how.</summary>
    public string? Description { get; init; }

    /// <summary>The paper, as one would cite it in a line.</summary>
    public string? Paper { get; init; }

    /// <summary>Under which terms the weights may be used.</summary>
    public string? Licence { get; init; }

    /// <summary>Where the weights come from: an address or a file name.</summary>
    public string? Origin { get; init; }

    /// <summary>Measured agreement with people.</summary>
    public IReadOnlyList<Correlation> Correlations { get; init; } = [];

    /// <summary>The card of a network with these settings, as far as those decide it.</summary>
    public static ModelCard Of(Architecture architecture, NetworkConfig config, string name)
    {
        var facts = architecture.FactsOf(config);
        return new ModelCard
        {
            Name = name,
            Architecture = architecture.Name,
            Configuration = architecture.WriteConfiguration(config),
            ReferenceKind = facts.ReferenceKind,
            Range = facts.Range,
            HigherIsBetter = facts.HigherIsBetter,
            SmallestSide = facts.SmallestSide,
            Paper = architecture.Paper,
        };
    }

    /// <summary>The card as JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, CardJson.Default.ModelCard);

    /// <summary>Reads the card of a model file.</summary>
    /// <exception cref="BadWeightsException">There is none, or it is not a card.</exception>
    public static ModelCard Of(Checkpoint checkpoint)
    {
        if (!checkpoint.Metadata.TryGetValue(MetadataKey, out var json))
        {
            throw new BadWeightsException(checkpoint.Source, "not a model: it carries no card ('iqa convert' makes a model of a checkpoint)");
        }

        try
        {
            var usual = new ModelCard { Name = "", Architecture = "", Configuration = [] };
            var card = CompleteJson.Read(CompleteJson.Parse(json), usual, CardJson.Default.ModelCard);
            return card.Fault() is { } fault ? throw new JsonException(fault) : card;
        }
        catch (JsonException e)
        {
            throw new BadWeightsException(checkpoint.Source, $"its card cannot be read: {e.Message.ReplaceLineEndings(" ")}", e);
        }
    }

    /// <summary>What a reader of the card could not use; null if there is nothing.</summary>
    private string? Fault() =>
        Name.Length == 0 ? "it names no model"
        : !Enum.IsDefined(ReferenceKind) ? $"there is no regime {ReferenceKind}"
        : Range is { } range && !(range.Low < range.High) ? "its range is empty"
        : SmallestSide < 1 ? $"its smallest side is {SmallestSide}"
        : Correlations.Any(correlation => correlation is not { DataSet: not null, Origin: not null }) ? "a correlation is incomplete"
        : null;
}

/// <summary>The card's JSON: camelCase, words for enumerations, nothing where nothing is known.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(FiniteNumber)])]
[JsonSerializable(typeof(ModelCard))]
internal sealed partial class CardJson : JsonSerializerContext;
