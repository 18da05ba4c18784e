using System.Text.Json;
using IqaSharp.Checkpoints;
using IqaSharp.Core;
using IqaSharp.Networks;

namespace IqaSharp.Models;

/// <summary>A model file: a card and the weights that it describes, checked against the network.</summary>
public sealed class Model : IDisposable
{
    private readonly Checkpoint _checkpoint;

    private Model(Checkpoint checkpoint, ModelCard card, Architecture architecture, NetworkConfig configuration) =>
        (_checkpoint, Card, Architecture, Configuration, Calibration, Quantisation, Explainer) =
        (checkpoint, card, architecture, configuration, Calibration.Of(checkpoint), Quantisation.Of(checkpoint), Explainer.Of(checkpoint));

    /// <summary>What is known of the model.</summary>
    public ModelCard Card { get; }

    /// <summary>The network.</summary>
    public Architecture Architecture { get; }

    /// <summary>The network's settings, from the card.</summary>
    public NetworkConfig Configuration { get; }

    /// <summary>What its scores' intervals and familiarity come from; null for a model that was not calibrated.</summary>
    public Calibration? Calibration { get; }

    /// <summary>How it is computed in 8-bit integers; null for a model that was not quantised.</summary>
    public Quantisation? Quantisation { get; }

    /// <summary>What its scores are explained with; null for a model that has nothing of that kind.</summary>
    public Explainer? Explainer { get; }

    /// <summary>The weights, by parameter path.</summary>
    public IReadOnlyDictionary<string, Tensor> Tensors => _checkpoint.Tensors;

    /// <summary>Opens a model file.</summary>
    /// <exception cref="BadWeightsException">It is no model, of an architecture that is not known here, or its weights do not fit its card.</exception>
    public static Model Read(string path)
    {
        var checkpoint = CheckpointFile.Open(path);
        try
        {
            var card = ModelCard.Of(checkpoint);
            var config = ConfigurationOf(card, checkpoint.Source);
            WeightCheck.Require(checkpoint.Source, config.Parameters(), checkpoint.Tensors);
            return new Model(checkpoint, card, ArchitectureOf(card, checkpoint.Source), config);
        }
        catch
        {
            checkpoint.Dispose();
            throw;
        }
    }

    /// <summary>Writes a model file; it appears whole or not at all.</summary>
    /// <param name="path">It ends in <c>.safetensors</c>.</param>
    /// <param name="card">What is known of the model: <see cref="ModelCard.Of(Architecture, NetworkConfig, string)"/> begins one.</param>
    /// <param name="tensors">The weights, by parameter path.</param>
    /// <exception cref="BadWeightsException">The weights do not fit the card, or its architecture is not known here.</exception>
    /// <exception cref="BadInputException">The file cannot be written.</exception>
    public static void Write(string path, ModelCard card, IReadOnlyDictionary<string, Tensor> tensors)
    {
        ArgumentNullException.ThrowIfNull(card);
        WeightCheck.Require(path, ConfigurationOf(card, path).Parameters(), tensors);
        SafeTensors.Write(path, tensors, new Dictionary<string, string> { [ModelCard.MetadataKey] = card.ToJson() });
    }

    /// <summary>The network's settings that a card holds.</summary>
    internal static NetworkConfig ConfigurationOf(ModelCard card, string source)
    {
        var architecture = ArchitectureOf(card, source);
        try
        {
            var config = architecture.ReadConfiguration(card.Configuration);
            config.Validate();
            return config;
        }
        catch (Exception e) when (e is JsonException or FormatException)
        {
            throw new BadWeightsException(source, $"its card's configuration cannot be used: {e.Message}", e);
        }
    }

    /// <summary>Releases the file.</summary>
    public void Dispose() => _checkpoint.Dispose();

    private static Architecture ArchitectureOf(ModelCard card, string source) =>
        Architecture.Find(card.Architecture) ?? throw new BadWeightsException(source, $"its architecture '{card.Architecture}' is not known to this version");
}
