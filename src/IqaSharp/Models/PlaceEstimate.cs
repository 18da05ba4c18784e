using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace IqaSharp.Models;

/// <summary>How far the score would fall if all of an image were like one of its places: a linear function of the place's vector, on <see cref="PlaceScale"/>.</summary>
internal sealed record PlaceEstimate
{
    /// <summary>What each number of the vector adds.</summary>
    public required float[] Weights { get; init; }

    /// <summary>The change of the score at a place; only its differences between places mean something.</summary>
    public double Of(ReadOnlySpan<float> vector) => TensorPrimitives.Dot(Weights, vector);

    /// <exception cref="FormatException">Its numbers are none, or not as many as a vector has.</exception>
    public void Validate(int length)
    {
        if (Weights.Length != length || !Weights.All(float.IsFinite))
        {
            throw new FormatException($"its places have {Weights.Length} numbers, or such that are not finite; the network's have {length}");
        }
    }
}
