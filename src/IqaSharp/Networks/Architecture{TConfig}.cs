using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using IqaSharp.Core;

namespace IqaSharp.Networks;

/// <summary>An architecture as functions over its settings.</summary>
/// <typeparam name="TConfig">Its settings; a new instance holds the defaults.</typeparam>
public sealed class Architecture<TConfig> : Architecture
    where TConfig : NetworkConfig, new()
{
    private readonly Lazy<JsonTypeInfo<TConfig>> _json;

    /// <summary>To be completed by its initialisers.</summary>
    public Architecture() => _json = new(() => (JsonTypeInfo<TConfig>)CardStyle(Json).GetTypeInfo(typeof(TConfig)));

    /// <summary>What a card says of a network of these settings, whatever its weights are.</summary>
    public required Func<TConfig, NetworkFacts> Facts { get; init; }

    /// <summary>The whole network as it is exported.</summary>
    public required Func<TConfig, INetworkGraph> Graph { get; init; }

    /// <summary>Makes a network that is ready to run: from its settings, its weights, an engine and scoring options.</summary>
    public required Func<TConfig, IReadOnlyDictionary<string, Tensor>, IEngine, ScoringOptions, ILoadedNetwork> Network { get; init; }

    /// <summary>The settings in one line, for people. By default nothing.</summary>
    public Func<TConfig, string> Description { get; init; } = _ => "";

    /// <summary>Which implementation's numerics the weights expect. By default there is only one.</summary>
    public Func<TConfig, string> Semantics { get; init; } = _ => "";

    /// <summary>Renames a checkpoint's tensors and joins them with those of its backbone's file, if there is one. By default they are named as the parameters are.</summary>
    public Func<NamedWeights, NamedWeights?, NamedWeights> Renaming { get; init; } = (checkpoint, _) => checkpoint;

    /// <summary>Infers settings from tensor shapes. The settings that it receives are the defaults, with those that
    /// <see cref="NamedWeights.Shown"/> and the user gave. By default nothing is inferred.</summary>
    public Func<NamedWeights, TConfig, TConfig> Inference { get; init; } = (_, config) => config;

    /// <summary>The settings with a linear head in place of the network's own (<see cref="WithLinearHead"/>). By default there are none.</summary>
    public Func<TConfig, TConfig?> LinearHead { get; init; } = _ => null;

    /// <summary>How the settings are read from JSON and written. By default by reflection, where the program allows it; generated code starts
    /// faster, and trimmed programs need it.</summary>
    public IJsonTypeInfoResolver Json { get; init; } = JsonSerializer.IsReflectionEnabledByDefault ? Reflection() : JsonTypeInfoResolver.Combine();

    /// <inheritdoc/>
    public override NetworkConfig ReadConfiguration(JsonObject json) => Read(json);

    /// <inheritdoc/>
    public override JsonObject WriteConfiguration(NetworkConfig config) => (JsonObject)JsonSerializer.SerializeToNode((TConfig)config, _json.Value)!;

    /// <inheritdoc/>
    public override NetworkFacts FactsOf(NetworkConfig config) => Facts((TConfig)config);

    /// <inheritdoc/>
    public override string DescriptionOf(NetworkConfig config) => Description((TConfig)config);

    /// <inheritdoc/>
    public override string SemanticsOf(NetworkConfig config) => Semantics((TConfig)config);

    /// <inheritdoc/>
    public override NetworkConfig? WithLinearHead(NetworkConfig config) => LinearHead((TConfig)config);

    /// <inheritdoc/>
    public override INetworkGraph ExportGraph(NetworkConfig config) => Graph((TConfig)config);

    /// <inheritdoc/>
    public override ILoadedNetwork Load(NetworkConfig config, IReadOnlyDictionary<string, Tensor> weights, IEngine engine, ScoringOptions options) =>
        Network((TConfig)config, weights, engine, options);

    internal override NamedWeights Rename(NamedWeights checkpoint, NamedWeights? backbone) => Renaming(checkpoint, backbone);

    internal override NetworkConfig InferConfiguration(NamedWeights weights, JsonObject given) =>
        Inference(weights, (TConfig)Override(Read(weights.Shown), given));

    internal override NetworkConfig Override(NetworkConfig config, JsonObject given)
    {
        var own = _json.Value.Properties.Select(property => property.Name).ToHashSet();
        var complete = WriteConfiguration(config);
        foreach (var (setting, value) in given.Where(setting => own.Contains(setting.Key)))
        {
            complete[setting] = value?.DeepClone();
        }

        return Read(complete);
    }

    internal override bool Takes(NetworkConfig config) => config is TConfig;

    private TConfig Read(JsonObject json) => CompleteJson.Read(json, new TConfig(), _json.Value);

    /// <summary>As everything in a card: camelCase, words for enumerations, nothing where nothing is set.</summary>
    private static JsonSerializerOptions CardStyle(IJsonTypeInfoResolver resolver)
    {
        var style = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            RespectNullableAnnotations = true,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            TypeInfoResolver = resolver,
        };

        // Ahead-of-time code has no converter for any enumeration: those of the library name theirs.
        if (RuntimeFeature.IsDynamicCodeSupported)
        {
            style.Converters.Add(new JsonStringEnumConverter(allowIntegerValues: false));
        }

        return style;
    }

    // Trimming and compiling ahead of time switch reflection off, unless the program asks for it and keeps its types.
    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "Called only where reflection is on")]
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "Called only where reflection is on")]
    private static DefaultJsonTypeInfoResolver Reflection() => new();
}
