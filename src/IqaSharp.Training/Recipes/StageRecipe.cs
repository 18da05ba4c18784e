using System.Text.Json.Serialization;
using IqaSharp.Training.Optimisation;

namespace IqaSharp.Training.Recipes;

/// <summary>A stage of a run, with its own settings.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record StageRecipe
{
    /// <summary>Its name in logs.</summary>
    public string Name { get; init; } = "train";

    /// <summary>Loss terms and weights of this stage; null for the recipe's.</summary>
    public LossRecipe? Loss { get; init; }

    /// <summary>Passes over the data.</summary>
    public int Epochs { get; init; } = 10;

    /// <summary>Rated images per step.</summary>
    public int Batch { get; init; } = 16;

    /// <summary>How many lists each step contains, in addition; a list is the versions of one photograph.</summary>
    public int Lists { get; init; }

    /// <summary>How many images are taken from each list, drawn at random.</summary>
    public int ListImages { get; init; } = 3;

    /// <summary>How many of a step's rated images are also shown in another of their variants.</summary>
    public int VariantPairs { get; init; }

    /// <summary>How many of the images of a step's lists are also shown in another of their variants.</summary>
    public int ListPairs { get; init; }

    /// <summary>adamw or sgd.</summary>
    public OptimiserKind Optimiser { get; init; }

    /// <summary>The learning rate after warm-up.</summary>
    public double Rate { get; init; } = 1e-3;

    /// <summary>Learning-rate multipliers by parameter-name prefix; the longest match wins, and 0 freezes.</summary>
    public IReadOnlyDictionary<string, double> Rates { get; init; } = new Dictionary<string, double>();

    /// <summary>The share of steps in which the rate rises from zero, before a cosine decay to zero.</summary>
    public double WarmUp { get; init; } = 0.05;

    /// <summary>Weight decay; gains, biases and embeddings do not decay.</summary>
    public double Decay { get; init; } = 0.05;

    /// <summary>SGD's momentum.</summary>
    public double Momentum { get; init; } = 0.9;

    /// <summary>Maximum gradient norm; larger gradients are scaled down to it.</summary>
    public double Clip { get; init; } = 1;

    /// <summary>Decay of the exponential moving average of the weights: the share kept at each step.</summary>
    public double Ema { get; init; } = 0.999;

    /// <summary>Weight interpolation: final = blend · initial + (1 − blend) · trained. It helps on images unlike the training data.</summary>
    public double Blend { get; init; }

    /// <summary>Side in pixels of the training window on MUSIQ's native scale, a multiple of 32; null for the whole image.</summary>
    public int? Crop { get; init; }

    /// <summary>Whether images are mirrored at random, and the windows of IQT and CKDN rotated as well. Not possible with frozen blocks, whose output is computed once.</summary>
    public bool Flip { get; init; }

    /// <summary>Ends the stage after this many epochs without improvement.</summary>
    public int Patience { get; init; } = 1000;

    /// <summary>What the optimiser needs of it.</summary>
    public OptimiserSettings OptimiserSettings() =>
        new() { Kind = Optimiser, Rate = Rate, Rates = Rates, Decay = Decay, Momentum = Momentum, Clip = Clip };
}
