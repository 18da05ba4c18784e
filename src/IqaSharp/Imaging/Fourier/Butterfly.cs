using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace IqaSharp.Imaging.Fourier;

/// <summary>Butterflies of 2, 3, 4, 5 and any other number of points on rows of samples: one transform per column, sixteen columns at a time.</summary>
internal readonly ref struct Butterfly(ReadOnlySpan<float> real, ReadOnlySpan<float> imaginary, Span<float> toReal, Span<float> toImaginary)
{
    private readonly ref float _real = ref MemoryMarshal.GetReference(real);
    private readonly ref float _imaginary = ref MemoryMarshal.GetReference(imaginary);
    private readonly ref float _toReal = ref MemoryMarshal.GetReference(toReal);
    private readonly ref float _toImaginary = ref MemoryMarshal.GetReference(toImaginary);

    private static int Lanes => Vector512<float>.Count;

    /// <summary>Transforms rows and multiplies the results by twiddle factors.</summary>
    /// <param name="from">The start of the first row.</param>
    /// <param name="step">The stride from one row to the next.</param>
    /// <param name="to">The start of the first result; results are contiguous.</param>
    /// <param name="length">Samples per row: a multiple of the vector length.</param>
    /// <param name="twiddles">[rows]: the twiddle factor of each result.</param>
    /// <param name="roots">[rows]: exp(−2πi k / rows).</param>
    public void Apply(int from, int step, int to, int length, ReadOnlySpan<(float Cos, float Sin)> twiddles, ReadOnlySpan<(float Cos, float Sin)> roots)
    {
        switch (twiddles.Length)
        {
            case 2:
                Two(from, step, to, length, twiddles);
                break;
            case 3:
                Three(from, step, to, length, twiddles);
                break;
            case 4:
                Four(from, step, to, length, twiddles);
                break;
            case 5:
                Five(from, step, to, length, twiddles, roots);
                break;
            default:
                Any(from, step, to, length, twiddles, roots);
                break;
        }
    }

    private void Two(int from, int step, int to, int length, ReadOnlySpan<(float Cos, float Sin)> twiddles)
    {
        var twiddle = ComplexLanes.Of(twiddles[1]);
        for (var x = 0; x < length; x += Lanes)
        {
            var (a, b) = (Load(from + x), Load(from + x + step));
            Store(to + x, a + b);
            Store(to + x + length, (a - b) * twiddle);
        }
    }

    private void Three(int from, int step, int to, int length, ReadOnlySpan<(float Cos, float Sin)> twiddles)
    {
        const float sine = 0.8660254f; // of 120°
        var (twiddle1, twiddle2) = (ComplexLanes.Of(twiddles[1]), ComplexLanes.Of(twiddles[2]));
        for (var x = 0; x < length; x += Lanes)
        {
            var (a, b, c) = (Load(from + x), Load(from + x + step), Load(from + x + (2 * step)));
            var (sum, difference) = (b + c, ((b - c) * sine).TimesMinusI());
            var middle = a - (sum * 0.5f);
            Store(to + x, a + sum);
            Store(to + x + length, (middle + difference) * twiddle1);
            Store(to + x + (2 * length), (middle - difference) * twiddle2);
        }
    }

    private void Four(int from, int step, int to, int length, ReadOnlySpan<(float Cos, float Sin)> twiddles)
    {
        var (twiddle1, twiddle2, twiddle3) = (ComplexLanes.Of(twiddles[1]), ComplexLanes.Of(twiddles[2]), ComplexLanes.Of(twiddles[3]));
        for (var x = 0; x < length; x += Lanes)
        {
            var (a, b, c, d) = (Load(from + x), Load(from + x + step), Load(from + x + (2 * step)), Load(from + x + (3 * step)));
            var (even, odd) = (a + c, b + d);
            var (evenSide, oddSide) = (a - c, (b - d).TimesMinusI());
            Store(to + x, even + odd);
            Store(to + x + length, (evenSide + oddSide) * twiddle1);
            Store(to + x + (2 * length), (even - odd) * twiddle2);
            Store(to + x + (3 * length), (evenSide - oddSide) * twiddle3);
        }
    }

    private void Five(int from, int step, int to, int length, ReadOnlySpan<(float Cos, float Sin)> twiddles, ReadOnlySpan<(float Cos, float Sin)> roots)
    {
        var (cos1, sin1, cos2, sin2) = (roots[1].Cos, -roots[1].Sin, roots[2].Cos, -roots[2].Sin);
        var (twiddle1, twiddle2, twiddle3, twiddle4) = (ComplexLanes.Of(twiddles[1]), ComplexLanes.Of(twiddles[2]), ComplexLanes.Of(twiddles[3]), ComplexLanes.Of(twiddles[4]));
        for (var x = 0; x < length; x += Lanes)
        {
            var a = Load(from + x);
            var (b, c, d, e) = (Load(from + x + step), Load(from + x + (2 * step)), Load(from + x + (3 * step)), Load(from + x + (4 * step)));
            var (outer, inner, outerSide, innerSide) = (b + e, c + d, b - e, c - d);
            var (near, far) = (a + (outer * cos1) + (inner * cos2), a + (outer * cos2) + (inner * cos1));
            var nearSide = ((outerSide * sin1) + (innerSide * sin2)).TimesMinusI();
            var farSide = ((outerSide * sin2) - (innerSide * sin1)).TimesMinusI();
            Store(to + x, a + outer + inner);
            Store(to + x + length, (near + nearSide) * twiddle1);
            Store(to + x + (2 * length), (far + farSide) * twiddle2);
            Store(to + x + (3 * length), (far - farSide) * twiddle3);
            Store(to + x + (4 * length), (near - nearSide) * twiddle4);
        }
    }

    private void Any(int from, int step, int to, int length, ReadOnlySpan<(float Cos, float Sin)> twiddles, ReadOnlySpan<(float Cos, float Sin)> roots)
    {
        for (var c = 0; c < twiddles.Length; c++)
        {
            var twiddle = ComplexLanes.Of(twiddles[c]);
            for (var x = 0; x < length; x += Lanes)
            {
                var sum = Load(from + x);
                for (var k = 1; k < twiddles.Length; k++)
                {
                    sum += Load(from + x + (k * step)) * ComplexLanes.Of(roots[c * k % twiddles.Length]);
                }

                Store(to + x + (c * length), sum * twiddle);
            }
        }
    }

    private ComplexLanes Load(int at) => new(Vector512.LoadUnsafe(ref _real, (nuint)at), Vector512.LoadUnsafe(ref _imaginary, (nuint)at));

    private void Store(int at, ComplexLanes value)
    {
        value.Real.StoreUnsafe(ref _toReal, (nuint)at);
        value.Imaginary.StoreUnsafe(ref _toImaginary, (nuint)at);
    }
}
