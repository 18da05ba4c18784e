using IqaSharp.Networks;
using IqaSharp.Networks.Musiq;
using IqaSharp.Training.Recipes;
using IqaSharp.Training.Torch;
using static TorchSharp.torch;

namespace IqaSharp.Training.Trainees;

/// <summary>MUSIQ whose head alone learns, from what the rest of the network once said of each image.</summary>
/// <param name="config">The network's settings.</param>
/// <param name="parameters">All parameters; those of the head move.</param>
/// <param name="embeddings">By index [hidden]: the class token that the head reads.</param>
internal sealed class HeadTrainee(MusiqConfig config, TorchParameters parameters, IReadOnlyList<float[]> embeddings) : ITrainee
{
    public NetworkConfig Configuration => config;

    public TorchParameters Parameters => parameters;

    public Func<TorchNet, Prediction> Prepare(int[] examples, StageRecipe? stage, long seed)
    {
        float[] values = [.. examples.SelectMany(example => embeddings[example])];
        return net => MusiqTrainee.Predicted(MusiqNetwork.ScoreEmbedding(net, new TorchValue(tensor(values, examples.Length, config.Hidden)), config).Tensor, config);
    }

    public void Dispose() => parameters.Dispose();
}
