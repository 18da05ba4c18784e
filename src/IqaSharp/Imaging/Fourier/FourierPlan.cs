using System.Collections.Concurrent;

namespace IqaSharp.Imaging.Fourier;

/// <summary>Discrete Fourier transforms of one length, many columns at once: Stockham's mixed-radix algorithm, and Bluestein's for large prime factors.</summary>
internal sealed class FourierPlan
{
    /// <summary>A butterfly of p points costs p² operations; above this Bluestein's algorithm is cheaper.</summary>
    private const int LargestRadix = 31;

    private static readonly ConcurrentDictionary<int, FourierPlan> Plans = new();

    private readonly int _length;
    private readonly Stage[] _stages;
    private readonly Bluestein? _bluestein;

    private FourierPlan(int length)
    {
        _length = length;
        var radices = Radices(length);
        _bluestein = radices.Any(radix => radix > LargestRadix) ? new Bluestein(length) : null;
        _stages = _bluestein is null ? [.. Stage.Of(length, radices)] : [];
    }

    /// <summary>The plan for a length, created once.</summary>
    public static FourierPlan Of(int length) => Plans.GetOrAdd(length, static n => new FourierPlan(n));

    /// <summary>Rows that <see cref="Transform"/> needs in each span.</summary>
    public int Rows => _bluestein?.Rows ?? _length;

    /// <summary>Transforms columns: Σₖ x[k] exp(−2πi k c / n). With real and imaginary parts swapped it is the inverse, times n.</summary>
    /// <param name="real">[rows, columns], the samples in the first n rows; transformed in place.</param>
    /// <param name="imaginary">As long.</param>
    /// <param name="spareReal">As long; overwritten.</param>
    /// <param name="spareImaginary">As long; overwritten.</param>
    /// <param name="columns">A multiple of 16.</param>
    public void Transform(Span<float> real, Span<float> imaginary, Span<float> spareReal, Span<float> spareImaginary, int columns)
    {
        if (_bluestein is { } bluestein)
        {
            bluestein.Transform(real, imaginary, spareReal, spareImaginary, columns);
            return;
        }

        var stride = columns;
        for (var i = 0; i < _stages.Length; i++)
        {
            if (i % 2 == 0)
            {
                _stages[i].Run(real, imaginary, spareReal, spareImaginary, stride);
            }
            else
            {
                _stages[i].Run(spareReal, spareImaginary, real, imaginary, stride);
            }

            stride *= _stages[i].Radix;
        }

        if (_stages.Length % 2 == 1)
        {
            spareReal[..(_length * columns)].CopyTo(real);
            spareImaginary[..(_length * columns)].CopyTo(imaginary);
        }
    }

    private static List<int> Radices(int length)
    {
        List<int> radices = [];
        foreach (var radix in (int[])[4, 2, 3, 5])
        {
            for (; length % radix == 0; length /= radix)
            {
                radices.Add(radix);
            }
        }

        for (var prime = 7; length > 1; prime += 2)
        {
            for (; length % prime == 0; length /= prime)
            {
                radices.Add(prime);
            }
        }

        return radices;
    }
}
