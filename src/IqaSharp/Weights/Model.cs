using System.Text.Json;
using IqaSharp.Networks;

namespace IqaSharp.Weights;

/// <summary>A model file: a card and the weights it speaks of, checked against the network.</summary>
public sealed class Model : IDisposable
{
    private readonly Checkpoint _checkpoint;

    private Model(Checkpoint checkpoint, ModelCard card, MusiqConfig musiq) => (_checkpoint, Card, Musiq) = (checkpoint, card, musiq);

    /// <summary>What is known of the model.</summary>
    public ModelCard Card { get; }

    /// <summary>The network's settings, from the card.</summary>
    public MusiqConfig Musiq { get; }

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
            WeightCheck.Require(checkpoint.Source, MusiqWeights.Of(config), checkpoint.Tensors);
            return new Model(checkpoint, card, config);
        }
        catch
        {
            checkpoint.Dispose();
            throw;
        }
    }

    /// <summary>The network's settings that a card holds.</summary>
    internal static MusiqConfig ConfigurationOf(ModelCard card, string source)
    {
        if (card.Architecture != MusiqWeights.Architecture)
        {
            throw new BadWeightsException(source, $"its architecture '{card.Architecture}' is not known to this version");
        }

        try
        {
            var config = CardJson.Read(card.Configuration, new MusiqConfig(), CardJson.Default.MusiqConfig);
            config.Validate();
            return config;
        }
        catch (Exception e) when (e is JsonException or FormatException)
        {
            throw new BadWeightsException(source, $"its card's configuration cannot be used: {e.Message.ReplaceLineEndings(" ")}", e);
        }
    }

    /// <summary>Releases the file.</summary>
    public void Dispose() => _checkpoint.Dispose();
}
