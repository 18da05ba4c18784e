using IqaSharp.Networks;
using IqaSharp.Training.Recipes;
using IqaSharp.Training.Torch;

namespace IqaSharp.Training.Trainees;

/// <summary>A network that learns.</summary>
internal interface ITrainee : IDisposable
{
    /// <summary>Its settings, for the card.</summary>
    NetworkConfig Configuration { get; }

    /// <summary>Its parameters.</summary>
    TorchParameters Parameters { get; }

    /// <summary>Loads images, on any thread; what is returned looks at them, on the thread that learns.</summary>
    /// <param name="examples">Which, by index.</param>
    /// <param name="stage">How they are shown; null as they are scored, whole.</param>
    /// <param name="seed">Where chance begins.</param>
    Func<TorchNet, Prediction> Prepare(int[] examples, StageRecipe? stage, long seed);
}
