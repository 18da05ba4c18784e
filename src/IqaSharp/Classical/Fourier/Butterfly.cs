using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace IqaSharp.Classical.Fourier;

/// <summary>The smallest transforms, of 2 to 5 and of any other number of points, on rows of samples: one transform per column, all at once.</summary>
internal ref struct Butterfly(ReadOnlySpan<float> real, ReadOnlySpan<float> imaginary, Span<float> toReal, Span<float> toImaginary)
{
    private readonly ref float _real = ref MemoryMarshal.GetReference(real);
    private readonly ref float _imaginary = ref MemoryMarshal.GetReference(imaginary);
    private readonly ref float _toReal = ref MemoryMarshal.GetReference(toReal);
    private readonly ref float _toImaginary = ref MemoryMarshal.GetReference(toImaginary);

    /// <summary>Transforms <paramref name="radix"/> rows and turns the results.</summary>
    /// <param name="radix">How many rows.</param>
    /// <param name="from">Where the first row begins.</param>
    /// <param name="step">From one row to the next.</param>
    /// <param name="to">Where the first result begins; the next follows at once.</param>
    /// <param name="length">Samples per row: a multiple of a vector's.</param>
    /// <param name="turns">[radix]: what each result is multiplied by.</param>
    /// <param name="roots">[radix]: exp(−2πi k / radix).</param>
    public readonly void Apply(int radix, int from, int step, int to, int length, ReadOnlySpan<(float Cos, float Sin)> turns, ReadOnlySpan<(float Cos, float Sin)> roots)
    {
        for (var x = 0; x < length; x += Vector512<float>.Count)
        {
            switch (radix)
            {
                case 2:
                    Two(from + x, step, to + x, length, turns);
                    break;
                case 3:
                    Three(from + x, step, to + x, length, turns);
                    break;
                case 4:
                    Four(from + x, step, to + x, length, turns);
                    break;
                case 5:
                    Five(from + x, step, to + x, length, turns, roots);
                    break;
                default:
                    Any(radix, from + x, step, to + x, length, turns, roots);
                    break;
            }
        }
    }

    private readonly void Two(int from, int step, int to, int length, ReadOnlySpan<(float Cos, float Sin)> turns)
    {
        var (a, b) = (Load(from), Load(from + step));
        Store(to, a + b);
        Store(to + length, (a - b).Turn(turns[1]));
    }

    private readonly void Three(int from, int step, int to, int length, ReadOnlySpan<(float Cos, float Sin)> turns)
    {
        const float half = 0.5f;
        const float sine = 0.8660254f;
        var (a, b, c) = (Load(from), Load(from + step), Load(from + (2 * step)));
        var (sum, difference) = (b + c, ((b - c) * sine).TimesMinusI());
        var middle = a - (sum * half);
        Store(to, a + sum);
        Store(to + length, (middle + difference).Turn(turns[1]));
        Store(to + (2 * length), (middle - difference).Turn(turns[2]));
    }

    private readonly void Four(int from, int step, int to, int length, ReadOnlySpan<(float Cos, float Sin)> turns)
    {
        var (a, b, c, d) = (Load(from), Load(from + step), Load(from + (2 * step)), Load(from + (3 * step)));
        var (ac, bd, a_c, b_d) = (a + c, b + d, a - c, (b - d).TimesMinusI());
        Store(to, ac + bd);
        Store(to + length, (a_c + b_d).Turn(turns[1]));
        Store(to + (2 * length), (ac - bd).Turn(turns[2]));
        Store(to + (3 * length), (a_c - b_d).Turn(turns[3]));
    }

    private readonly void Five(int from, int step, int to, int length, ReadOnlySpan<(float Cos, float Sin)> turns, ReadOnlySpan<(float Cos, float Sin)> roots)
    {
        var (c1, s1, c2, s2) = (roots[1].Cos, -roots[1].Sin, roots[2].Cos, -roots[2].Sin);
        var a = Load(from);
        var (b, c, d, e) = (Load(from + step), Load(from + (2 * step)), Load(from + (3 * step)), Load(from + (4 * step)));
        var (be, cd, b_e, c_d) = (b + e, c + d, b - e, c - d);
        var (near, far) = (a + (be * c1) + (cd * c2), a + (be * c2) + (cd * c1));
        var (nearSide, farSide) = (((b_e * s1) + (c_d * s2)).TimesMinusI(), ((b_e * s2) - (c_d * s1)).TimesMinusI());
        Store(to, a + be + cd);
        Store(to + length, (near + nearSide).Turn(turns[1]));
        Store(to + (2 * length), (far + farSide).Turn(turns[2]));
        Store(to + (3 * length), (far - farSide).Turn(turns[3]));
        Store(to + (4 * length), (near - nearSide).Turn(turns[4]));
    }

    private readonly void Any(int radix, int from, int step, int to, int length, ReadOnlySpan<(float Cos, float Sin)> turns, ReadOnlySpan<(float Cos, float Sin)> roots)
    {
        for (var c = 0; c < radix; c++)
        {
            var sum = Load(from);
            for (var k = 1; k < radix; k++)
            {
                sum += Load(from + (k * step)).Turn(roots[c * k % radix]);
            }

            Store(to + (c * length), sum.Turn(turns[c]));
        }
    }

    private readonly ComplexLanes Load(int at) => new(Vector512.LoadUnsafe(ref _real, (nuint)at), Vector512.LoadUnsafe(ref _imaginary, (nuint)at));

    private readonly void Store(int at, ComplexLanes value)
    {
        value.Real.StoreUnsafe(ref _toReal, (nuint)at);
        value.Imaginary.StoreUnsafe(ref _toImaginary, (nuint)at);
    }
}
