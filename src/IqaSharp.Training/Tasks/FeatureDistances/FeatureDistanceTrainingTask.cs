using IqaSharp.Networks;
using IqaSharp.Networks.FeatureDistances;
using IqaSharp.Training.Losses;
using IqaSharp.Training.Maps;
using IqaSharp.Training.Recipes;
using IqaSharp.Training.Torch;
using static TorchSharp.torch;

namespace IqaSharp.Training.Tasks.FeatureDistances;

/// <summary>Trains the weights of the sum, which stay at zero or above. A score is one minus the distance.</summary>
internal sealed class FeatureDistanceTrainingTask(NetworkConfig config, IFeatureDistance network, TorchParameters parameters, IMapSource source) : ITrainingTask
{
    private readonly string[] _heads = [.. ParameterList.Of(net => network.Distance(net, net)).Select(parameter => parameter.Path)];

    public NetworkConfig Configuration => config;

    public TorchParameters Parameters => parameters;

    public Func<TorchNet, Prediction> Prepare(int[] examples, StageRecipe? stage, long seed)
    {
        float[] differences = [.. examples.SelectMany(example => source.Load(example)[0].Values)];
        return net => new Prediction(1 - network.Distance(net, new TorchValue(net.Input(differences, examples.Length, network.Length).Tensor / FeatureDistanceMapper.Scale)).Tensor.squeeze(1));
    }

    public void Constrain()
    {
        using var unchanged = no_grad();
        foreach (var head in _heads)
        {
            parameters[head].clamp_(min: 0);
        }
    }

    public void Dispose()
    {
        source.Dispose();
        parameters.Dispose();
    }
}
