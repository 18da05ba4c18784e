using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace IqaSharp.Models;

/// <summary>How far an embedding lies from those of the photographs that the model has learned from, towards those of images that are no photographs.</summary>
/// <remarks>A linear discriminant. A distance in all directions, such as Mahalanobis', would tell less: how clean a photograph is moves its embedding far more than what it shows.</remarks>
internal sealed record FamiliarityEstimate
{
    /// <summary>The direction from photographs to other images.</summary>
    public required float[] Weights { get; init; }

    /// <summary>The percentiles 0 to 100 of photographs that the model has not learned from, along that direction, ascending.</summary>
    public required float[] Percentiles { get; init; }

    /// <summary>How far an embedding lies along the direction.</summary>
    public double Distance(ReadOnlySpan<float> vector) => TensorPrimitives.Dot(Weights, vector);

    /// <summary>The percentage of other photographs that lie farther away than an embedding.</summary>
    public double Familiarity(ReadOnlySpan<float> vector)
    {
        var distance = Distance(vector);
        var above = Array.FindIndex(Percentiles, percentile => percentile > distance);
        if (above <= 0)
        {
            return above < 0 ? 0 : 100;
        }

        var below = above - 1 + ((distance - Percentiles[above - 1]) / (Percentiles[above] - Percentiles[above - 1]));
        return Math.Round(100 * (1 - (below / (Percentiles.Length - 1))), 2);
    }

    /// <exception cref="FormatException">Its numbers are none, or in no order.</exception>
    public void Validate()
    {
        if (Percentiles.Length < 2 || !Weights.Concat(Percentiles).All(float.IsFinite) || !Percentiles.SequenceEqual(Percentiles.Order()))
        {
            throw new FormatException("its familiarity has numbers that are not finite, or percentiles that do not ascend");
        }
    }
}
