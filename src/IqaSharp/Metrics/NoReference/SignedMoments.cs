using System.Numerics;

namespace IqaSharp.Metrics.NoReference;

/// <summary>Moments for fitting generalised Gaussians: squares summed separately for negative and positive samples, and absolute values.</summary>
internal struct SignedMoments
{
    /// <summary>The number of samples, zeros included.</summary>
    public long Count { get; private set; }

    /// <summary>The number of samples below 0.</summary>
    public long Negatives { get; private set; }

    /// <summary>The number of samples above 0.</summary>
    public long Positives { get; private set; }

    /// <summary>Σ x² of the negative samples.</summary>
    public double NegativeSquares { get; private set; }

    /// <summary>Σ x² of the positive samples.</summary>
    public double PositiveSquares { get; private set; }

    /// <summary>Σ |x|.</summary>
    public double Absolute { get; private set; }

    /// <summary>Adds samples.</summary>
    public void Add(ReadOnlySpan<float> samples) => AddProducts(samples, default);

    /// <summary>Adds the products of neighbours, a₀b₀, a₁b₁, …</summary>
    /// <param name="a">The first factors.</param>
    /// <param name="b">The second factors, as many; empty to add the first alone.</param>
    public void AddProducts(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        // Sums of a row are in single precision, those over rows in double.
        var (negative, positive, absolute) = (Vector<float>.Zero, Vector<float>.Zero, Vector<float>.Zero);
        var (below, above) = (Vector<int>.Zero, Vector<int>.Zero);
        var x = 0;
        for (; x <= a.Length - Vector<float>.Count; x += Vector<float>.Count)
        {
            var value = new Vector<float>(a[x..]);
            value = b.IsEmpty ? value : value * new Vector<float>(b[x..]);
            var (isBelow, isAbove) = (Vector.LessThan(value, Vector<float>.Zero), Vector.GreaterThan(value, Vector<float>.Zero));
            var square = value * value;
            negative += Vector.ConditionalSelect(isBelow, square, Vector<float>.Zero);
            positive += Vector.ConditionalSelect(isAbove, square, Vector<float>.Zero);
            absolute += Vector.Abs(value);
            below -= isBelow;
            above -= isAbove;
        }

        NegativeSquares += Vector.Sum(negative);
        PositiveSquares += Vector.Sum(positive);
        Absolute += Vector.Sum(absolute);
        Negatives += Vector.Sum(below);
        Positives += Vector.Sum(above);
        Count += a.Length;
        for (; x < a.Length; x++)
        {
            AddOne(b.IsEmpty ? a[x] : a[x] * b[x]);
        }
    }

    private void AddOne(float value)
    {
        Absolute += Math.Abs(value);
        if (value < 0)
        {
            Negatives++;
            NegativeSquares += value * value;
        }
        else if (value > 0)
        {
            Positives++;
            PositiveSquares += value * value;
        }
    }
}
