using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace IqaSharp.Models;

/// <summary>Which kind of damage an embedding shows: a linear function for each kind, and the softmax over them.</summary>
internal sealed record KindEstimate
{
    /// <summary>The names of the kinds.</summary>
    public required IReadOnlyList<string> Names { get; init; }

    /// <summary>[kinds · numbers of an embedding]: what each number adds to each kind, kind by kind.</summary>
    public required float[] Weights { get; init; }

    /// <summary>[kinds].</summary>
    public required float[] Biases { get; init; }

    /// <summary>The likelihood of each kind, in the order of their names; they add up to 1.</summary>
    public double[] Likelihoods(ReadOnlySpan<float> vector)
    {
        var values = new double[Names.Count];
        for (var kind = 0; kind < values.Length; kind++)
        {
            values[kind] = Biases[kind] + TensorPrimitives.Dot(Weights.AsSpan(kind * vector.Length, vector.Length), vector);
        }

        var most = values.Max();
        var sum = values.Sum(value => Math.Exp(value - most));
        return Array.ConvertAll(values, value => Math.Exp(value - most) / sum);
    }

    /// <exception cref="FormatException">Its numbers are none, or too few.</exception>
    public void Validate(int length)
    {
        if (Names.Count < 2 || Biases.Length != Names.Count || Weights.Length != Names.Count * length || !Weights.Concat(Biases).All(float.IsFinite))
        {
            throw new FormatException("its kinds of damage have numbers that are not finite, or are not as many as their names say");
        }
    }
}
