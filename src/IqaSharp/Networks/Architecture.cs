using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using IqaSharp.Core;
using IqaSharp.Networks.Ckdn;
using IqaSharp.Networks.Dists;
using IqaSharp.Networks.Iqt;
using IqaSharp.Networks.Lpips;
using IqaSharp.Networks.Musiq;

namespace IqaSharp.Networks;

/// <summary>Everything that the rest of the library knows of a network: its settings, what a card says of it, how it is converted, exported and run.
/// A new one is a folder beside the others and a line in <see cref="All"/>; one from another assembly is an <see cref="Architecture{TConfig}"/> that is registered.</summary>
public abstract class Architecture
{
    private static ImmutableList<Architecture> _registered = [];

    private protected Architecture()
    {
    }

    /// <summary>All known networks: those of this library, then those that were registered.</summary>
    public static IReadOnlyList<Architecture> All => [MusiqArchitecture.Record, IqtArchitecture.Record, CkdnArchitecture.Record, LpipsArchitecture.Record, DistsArchitecture.Record, .. _registered];

    /// <summary>Its name in model cards, such as <c>musiq</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The paper, as one would cite it in a line.</summary>
    public required string Paper { get; init; }

    /// <summary>The network of that name; null if there is none.</summary>
    public static Architecture? Find(string name) => All.FirstOrDefault(architecture => architecture.Name == name);

    /// <summary>The architecture these settings belong to.</summary>
    /// <exception cref="InvalidOperationException">It is not registered.</exception>
    public static Architecture Of(NetworkConfig config) =>
        All.FirstOrDefault(architecture => architecture.Takes(config)) ?? throw new InvalidOperationException($"no registered architecture has settings of the type {config.GetType().Name}");

    /// <summary>Makes a network of another assembly known in this process: its model files are loaded, scored, exported and converted as those of this library's are.</summary>
    /// <exception cref="ArgumentException">There is one of that name.</exception>
    public static void Register(Architecture architecture)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        if (Find(architecture.Name) is not null || !ImmutableInterlocked.Update(ref _registered, registered => registered.Any(other => other.Name == architecture.Name) ? registered : registered.Add(architecture)))
        {
            throw new ArgumentException($"there is an architecture '{architecture.Name}' already", nameof(architecture));
        }
    }

    /// <summary>Reads the settings that a card holds. Those that it does not name take the defaults.</summary>
    /// <exception cref="JsonException">A setting is unknown, or of the wrong type.</exception>
    public abstract NetworkConfig ReadConfiguration(JsonObject json);

    /// <summary>The settings as a card holds them.</summary>
    public abstract JsonObject WriteConfiguration(NetworkConfig config);

    /// <summary>What a card says of a network of these settings, whatever its weights are.</summary>
    public abstract NetworkFacts FactsOf(NetworkConfig config);

    /// <summary>The settings in one line, for people.</summary>
    public abstract string DescriptionOf(NetworkConfig config);

    /// <summary>Which implementation's numerics the weights expect, where published ones differ; empty where they do not.</summary>
    public abstract string SemanticsOf(NetworkConfig config);

    /// <summary>The whole network as it is exported: prepared images in, scores out.</summary>
    public abstract INetworkGraph ExportGraph(NetworkConfig config);

    /// <summary>The settings of the same network with a linear head of one output in place of its own: its parameters are <c>head.weight</c> [1, width of the embedding]
    /// and <c>head.bias</c> [1]. Null where a score is more than a function of the embedding.</summary>
    public abstract NetworkConfig? WithLinearHead(NetworkConfig config);

    /// <summary>A network that is ready to run. Its capabilities are the interfaces it implements:
    /// <see cref="IScorer"/>, <see cref="IPairScorer"/>, <see cref="IEmbedder"/>, <see cref="ILabeller"/>.</summary>
    /// <param name="config">Its settings.</param>
    /// <param name="weights">By parameter path; not read after this returns.</param>
    /// <param name="engine">The engine to run on.</param>
    /// <param name="options">Scoring options.</param>
    public abstract ILoadedNetwork Load(NetworkConfig config, IReadOnlyDictionary<string, Tensor> weights, IEngine engine, ScoringOptions options);

    /// <summary>A checkpoint's tensors under the names that the network gives its parameters.</summary>
    /// <param name="checkpoint">As its authors named them, without counters such as <c>num_batches_tracked</c>.</param>
    /// <param name="backbone">The backbone's, where they are in a file of their own.</param>
    /// <exception cref="BadWeightsException">Something is missing.</exception>
    internal abstract NamedWeights Rename(NamedWeights checkpoint, NamedWeights? backbone);

    /// <summary>The settings of a network with these weights.</summary>
    /// <param name="weights">Under the network's own names.</param>
    /// <param name="given">Settings that the user gave, named as in a card; those that the network does not have are ignored.</param>
    /// <exception cref="BadWeightsException">The weights are not such a network's, or contradict the settings given.</exception>
    internal abstract NetworkConfig InferConfiguration(NamedWeights weights, JsonObject given);

    /// <summary>Settings with some of them replaced.</summary>
    /// <param name="config">The settings of a model's card.</param>
    /// <param name="given">Settings that the user gave, named as in a card; those that the network does not have are ignored.</param>
    internal abstract NetworkConfig Override(NetworkConfig config, JsonObject given);

    /// <summary>Whether these are settings of this network.</summary>
    internal abstract bool Takes(NetworkConfig config);
}
