using System.Text;

namespace IqaSharp.Distortions;

/// <summary>Random numbers that are the same on every machine and in every version of .NET.</summary>
/// <remarks>xoshiro256** (Blackman, Vigna, "Scrambled Linear Pseudorandom Number Generators", ACM TOMS 47(4), 2021),
/// its state filled by splitmix64 as its authors advise.</remarks>
internal sealed class RandomStream
{
    private ulong _a, _b, _c, _d;
    private double? _spare;

    /// <param name="name">Streams of different names have nothing in common.</param>
    /// <param name="seed">Nor have those of different seeds.</param>
    public RandomStream(string name, int seed)
    {
        var state = (ulong)(uint)seed;
        foreach (var letter in Encoding.UTF8.GetBytes(name))
        {
            state = SplitMix(ref state) ^ letter;
        }

        (_a, _b, _c, _d) = (SplitMix(ref state), SplitMix(ref state), SplitMix(ref state), SplitMix(ref state));
    }

    /// <summary>A stream in a state that is known.</summary>
    internal RandomStream(ulong a, ulong b, ulong c, ulong d) => (_a, _b, _c, _d) = (a, b, c, d);

    /// <summary>64 random bits.</summary>
    public ulong Bits()
    {
        var result = ulong.RotateLeft(_b * 5, 7) * 9;
        var shifted = _b << 17;
        _c ^= _a;
        _d ^= _b;
        _b ^= _c;
        _a ^= _d;
        _c ^= shifted;
        _d = ulong.RotateLeft(_d, 45);
        return result;
    }

    /// <summary>Evenly from 0 to below 1.</summary>
    public double Unit() => (Bits() >> 11) * (1.0 / (1L << 53));

    /// <summary>One of 0 … <paramref name="count"/> − 1.</summary>
    public int Below(int count) => (int)Math.BigMul(Bits(), (ulong)count, out _);

    /// <summary>Normally distributed, with mean 0 and deviation 1 (Box and Muller, 1958).</summary>
    public double Normal()
    {
        if (_spare is { } spare)
        {
            _spare = null;
            return spare;
        }

        var radius = Math.Sqrt(-2 * Math.Log(1 - Unit()));
        var (sine, cosine) = Math.SinCos(2 * Math.PI * Unit());
        _spare = radius * sine;
        return radius * cosine;
    }

    private static ulong SplitMix(ref ulong state)
    {
        var z = state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
