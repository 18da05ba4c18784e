namespace IqaSharp.Imaging.Fourier;

/// <summary>One pass of Stockham's algorithm: splits each remaining transform into radix interleaved ones.</summary>
internal sealed class Stage
{
    private readonly int _parts;
    private readonly (float Cos, float Sin)[] _roots;
    private readonly (float Cos, float Sin)[] _twiddles;

    private Stage(int length, int radix)
    {
        (Radix, _parts) = (radix, length / radix);
        _roots = [.. Enumerable.Range(0, radix).Select(k => Root(k, radix))];
        _twiddles = [.. from part in Enumerable.Range(0, _parts) from c in Enumerable.Range(0, radix) select Root((long)part * c % length, length)];
    }

    public int Radix { get; }

    /// <summary>The stages of a transform.</summary>
    public static IEnumerable<Stage> Of(int length, IEnumerable<int> radices)
    {
        foreach (var radix in radices)
        {
            yield return new Stage(length, radix);
            length /= radix;
        }
    }

    /// <param name="real">[radix · parts, stride].</param>
    /// <param name="imaginary">As long.</param>
    /// <param name="toReal">[parts, radix, stride].</param>
    /// <param name="toImaginary">As long.</param>
    /// <param name="stride">Columns that are transformed together.</param>
    public void Run(ReadOnlySpan<float> real, ReadOnlySpan<float> imaginary, Span<float> toReal, Span<float> toImaginary, int stride)
    {
        var samples = Radix * _parts * stride;
        var butterfly = new Butterfly(real[..samples], imaginary[..samples], toReal[..samples], toImaginary[..samples]);
        for (var part = 0; part < _parts; part++)
        {
            butterfly.Apply(part * stride, _parts * stride, part * Radix * stride, stride, _twiddles.AsSpan(part * Radix, Radix), _roots);
        }
    }

    /// <summary>exp(−2πi k / n).</summary>
    internal static (float Cos, float Sin) Root(long k, long n)
    {
        var (sin, cos) = Math.SinCos(-2 * Math.PI * k / n);
        return ((float)cos, (float)sin);
    }
}
