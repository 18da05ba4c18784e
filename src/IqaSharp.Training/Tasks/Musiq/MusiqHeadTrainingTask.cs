using IqaSharp.Networks;
using IqaSharp.Networks.Musiq;
using IqaSharp.Training.Losses;
using IqaSharp.Training.Recipes;
using IqaSharp.Training.Torch;

namespace IqaSharp.Training.Tasks.Musiq;

/// <summary>Trains MUSIQ's head alone, on embeddings that the frozen rest of the network computed once.</summary>
/// <param name="config">The network.</param>
/// <param name="parameters">All parameters; those of the head learn.</param>
/// <param name="embeddings">By index [hidden]: the class token after the transformer.</param>
internal sealed class MusiqHeadTrainingTask(MusiqConfig config, TorchParameters parameters, IReadOnlyList<float[]> embeddings) : ITrainingTask
{
    public NetworkConfig Configuration => config;

    public TorchParameters Parameters => parameters;

    public Func<TorchNet, Prediction> Prepare(int[] examples, StageRecipe? stage, long seed)
    {
        float[] values = [.. examples.SelectMany(example => embeddings[example])];
        return net => MusiqTrainingTask.Predicted(MusiqNetwork.ScoreEmbedding(net, net.Input(values, examples.Length, config.Hidden), config).Tensor, config);
    }

    public void Dispose() => parameters.Dispose();
}
