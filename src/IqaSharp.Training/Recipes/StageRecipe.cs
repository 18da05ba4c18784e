using System.Text.Json.Serialization;

namespace IqaSharp.Training.Recipes;

/// <summary>A part of a run with settings of its own.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record StageRecipe
{
    /// <summary>What logs call it.</summary>
    public string Name { get; init; } = "train";

    /// <summary>What is made small in this stage; null for the recipe's.</summary>
    public LossRecipe? Loss { get; init; }

    /// <summary>How often the data are gone through.</summary>
    public int Epochs { get; init; } = 10;

    /// <summary>Rated images per step.</summary>
    public int Batch { get; init; } = 16;

    /// <summary>Lists of one photograph per step, beside them.</summary>
    public int Lists { get; init; }

    /// <summary>How many images are taken from a list: the pristine one by turns, and levels drawn at random.</summary>
    public int ListImages { get; init; } = 3;

    /// <summary>adamw or sgd.</summary>
    public OptimiserKind Optimiser { get; init; }

    /// <summary>The learning rate behind the warm-up.</summary>
    public double Rate { get; init; } = 1e-3;

    /// <summary>Factors of the rate by what a parameter's name begins with; 0 freezes.</summary>
    public IReadOnlyDictionary<string, double> Rates { get; init; } = new Dictionary<string, double>();

    /// <summary>The share of the steps in which the rate rises from zero; behind it a cosine falls to zero.</summary>
    public double WarmUp { get; init; } = 0.05;

    /// <summary>Decay of weights; gains, biases and embeddings do not decay.</summary>
    public double Decay { get; init; } = 0.05;

    /// <summary>SGD's momentum.</summary>
    public double Momentum { get; init; } = 0.9;

    /// <summary>The norm that gradients are shortened to.</summary>
    public double Clip { get; init; } = 1;

    /// <summary>How much of the moving average of the weights stays at each step.</summary>
    public double Ema { get; init; } = 0.999;

    /// <summary>How much of the weights that the stage began with its last model keeps: what it forgot comes back, and images unlike those it learned from gain.</summary>
    public double Blend { get; init; }

    /// <summary>Side in pixels of the window that the native scale is learned through, a multiple of 32; null for all of it.</summary>
    public int? Crop { get; init; }

    /// <summary>Whether images are mirrored at random, and the windows of IQT and CKDN turned besides. What is computed once cannot be.</summary>
    public bool Flip { get; init; }

    /// <summary>Stops after so many epochs that bring nothing.</summary>
    public int Patience { get; init; } = 1000;
}

/// <summary>How parameters follow gradients.</summary>
public enum OptimiserKind
{
    /// <summary>Loshchilov, Hutter, "Decoupled Weight Decay Regularization", ICLR 2019; β 0.9 and 0.999, ε 1e-8.</summary>
    AdamW,

    /// <summary>Stochastic gradient descent with momentum.</summary>
    Sgd,
}
