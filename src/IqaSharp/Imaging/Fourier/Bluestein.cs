using System.Numerics;

namespace IqaSharp.Imaging.Fourier;

/// <summary>Bluestein's algorithm: a transform of any length as a convolution with a chirp, computed with transforms of a power of two.</summary>
/// <remarks>Bluestein, "A linear filtering approach to the computation of discrete Fourier transform", IEEE TAE 18(4), 1970.</remarks>
internal sealed class Bluestein
{
    private readonly (float Cos, float Sin)[] _chirp;
    private readonly (float Cos, float Sin)[] _response;
    private readonly FourierPlan _plan;

    public Bluestein(int length)
    {
        Rows = (int)BitOperations.RoundUpToPowerOf2((uint)(2 * length) - 1);
        _plan = FourierPlan.Of(Rows);

        // exp(−πi k² / n); k² modulo 2n, where the angle is still exact.
        _chirp = [.. Enumerable.Range(0, length).Select(k => Stage.Root((long)k * k % (2 * length), 2 * length))];
        _response = Response(length);
    }

    /// <summary>Rows of the padded transforms.</summary>
    public int Rows { get; }

    /// <inheritdoc cref="FourierPlan.Transform"/>
    public void Transform(Span<float> real, Span<float> imaginary, Span<float> spareReal, Span<float> spareImaginary, int columns)
    {
        Multiply(real, imaginary, _chirp, columns);
        real[(_chirp.Length * columns)..(Rows * columns)].Clear();
        imaginary[(_chirp.Length * columns)..(Rows * columns)].Clear();
        _plan.Transform(real, imaginary, spareReal, spareImaginary, columns);
        Multiply(real, imaginary, _response, columns);
        _plan.Transform(imaginary, real, spareImaginary, spareReal, columns);
        Multiply(real, imaginary, _chirp, columns);
    }

    /// <summary>The transform of the two-sided conjugate chirp, divided by its length to normalise the inverse.</summary>
    private (float Cos, float Sin)[] Response(int length)
    {
        const int columns = 16;
        var (real, imaginary) = (new float[Rows * columns], new float[Rows * columns]);
        for (var k = 1 - length; k < length; k++)
        {
            var row = (k + Rows) % Rows * columns;
            (real[row], imaginary[row]) = (_chirp[Math.Abs(k)].Cos, -_chirp[Math.Abs(k)].Sin);
        }

        _plan.Transform(real, imaginary, new float[real.Length], new float[real.Length], columns);
        return [.. Enumerable.Range(0, Rows).Select(row => (real[row * columns] / Rows, imaginary[row * columns] / Rows))];
    }

    private static void Multiply(Span<float> real, Span<float> imaginary, ReadOnlySpan<(float Cos, float Sin)> by, int columns)
    {
        for (var row = 0; row < by.Length; row++)
        {
            var (cos, sin) = by[row];
            var x = real.Slice(row * columns, columns);
            var y = imaginary.Slice(row * columns, columns);
            for (var i = 0; i < columns; i++)
            {
                (x[i], y[i]) = ((x[i] * cos) - (y[i] * sin), (x[i] * sin) + (y[i] * cos));
            }
        }
    }
}
