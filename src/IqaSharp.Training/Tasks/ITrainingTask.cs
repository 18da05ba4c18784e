using IqaSharp.Networks;
using IqaSharp.Training.Losses;
using IqaSharp.Training.Recipes;
using IqaSharp.Training.Torch;

namespace IqaSharp.Training.Tasks;

/// <summary>A network in training, and how images are shown to it.</summary>
internal interface ITrainingTask : IDisposable
{
    /// <summary>The network's settings, for the model's card.</summary>
    NetworkConfig Configuration { get; }

    /// <summary>The network's parameters.</summary>
    TorchParameters Parameters { get; }

    /// <summary>Brings parameters that have bounds back into them, after each step. By default there are none.</summary>
    void Constrain()
    {
    }

    /// <summary>Loads images, on any thread. The returned function runs the network on them, on the training thread.</summary>
    /// <param name="examples">Indices of the images.</param>
    /// <param name="stage">How training shows them; null to show them as in scoring, whole.</param>
    /// <param name="seed">Seed of random windows and flips.</param>
    Func<TorchNet, Prediction> Prepare(int[] examples, StageRecipe? stage, long seed);
}
