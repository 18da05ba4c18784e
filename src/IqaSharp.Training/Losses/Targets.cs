using IqaSharp.Training.Data;
using static TorchSharp.torch;
using Tensor = TorchSharp.torch.Tensor;

namespace IqaSharp.Training.Losses;

/// <summary>What is known of a step's images.</summary>
internal sealed class Targets
{
    private readonly Example[] _images;

    /// <param name="examples">All images.</param>
    /// <param name="step">The step.</param>
    public Targets(IReadOnlyList<Example> examples, Step step)
    {
        _images = Array.ConvertAll(step.Examples, i => examples[i]);
        Scored = Where(image => image.Score is not null);
    }

    /// <summary>How many images the step has.</summary>
    public int Count => _images.Length;

    /// <summary>Positions in the step of images with a score.</summary>
    public int[] Scored { get; }

    /// <summary>The image at a position.</summary>
    public Example this[int position] => _images[position];

    /// <summary>The score of an image that has one.</summary>
    public float ScoreOf(int position) => _images[position].Score!.Value;

    /// <summary>Positions of images that a condition holds for.</summary>
    public int[] Where(Func<Example, bool> holds) => [.. Enumerable.Range(0, _images.Length).Where(position => holds(_images[position]))];

    /// <summary>The level in a list from pristine to worst; null for other images.</summary>
    public int? LevelOf(int position) => (_images[position] as DistortedPhotograph)?.Level;

    /// <summary>The values at some positions.</summary>
    /// <param name="values">[n, …].</param>
    /// <param name="positions">Along the first axis.</param>
    public static Tensor At(Tensor values, int[] positions) => values.index_select(0, tensor(Array.ConvertAll(positions, i => (long)i), device: values.device));
}
