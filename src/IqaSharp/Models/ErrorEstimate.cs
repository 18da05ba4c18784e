using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace IqaSharp.Models;

/// <summary>How far a score is off, estimated from the embedding, and the factor that makes intervals of it.</summary>
/// <remarks>Split conformal prediction with normalised scores: Lei, G'Sell, Rinaldo, Tibshirani, Wasserman,
/// "Distribution-free predictive inference for regression", JASA 113(523), 2018, section 5.2.</remarks>
internal sealed record ErrorEstimate
{
    /// <summary>What each number of the embedding adds to the expected error.</summary>
    public required float[] Weights { get; init; }

    /// <summary>The expected error where all of them are zero.</summary>
    public required double Bias { get; init; }

    /// <summary>The smallest expected error.</summary>
    public required double Floor { get; init; }

    /// <summary>Half an interval's width, in expected errors.</summary>
    public required double Factor { get; init; }

    /// <summary>The expected error of a score.</summary>
    public double Expected(ReadOnlySpan<float> vector) => Math.Max(Floor, Bias + TensorPrimitives.Dot(Weights, vector));

    /// <summary>Half the width of a score's interval.</summary>
    public double HalfWidth(ReadOnlySpan<float> vector) => Factor * Expected(vector);

    /// <exception cref="FormatException">Its numbers are none.</exception>
    public void Validate()
    {
        if (!double.IsFinite(Bias) || !(Floor > 0) || !double.IsFinite(Floor) || !(Factor > 0) || !double.IsFinite(Factor) || !Weights.All(float.IsFinite))
        {
            throw new FormatException("the estimate of its error has numbers that are not finite, or widths that are not positive");
        }
    }
}
