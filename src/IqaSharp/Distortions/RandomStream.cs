using System.Text;
using IqaSharp.Core;

namespace IqaSharp.Distortions;

/// <summary>A random number generator with the same output on every machine and in every version of .NET.</summary>
/// <remarks>xoshiro256** (Blackman, Vigna, "Scrambled Linear Pseudorandom Number Generators", ACM TOMS 47(4), 2021),
/// seeded with splitmix64 as its authors advise.</remarks>
internal sealed class RandomStream
{
    private ulong _a, _b, _c, _d;
    private double? _spare;

    /// <param name="name">Streams of different names are independent.</param>
    /// <param name="seed">So are streams of different seeds.</param>
    public RandomStream(string name, int seed)
    {
        var state = (ulong)(uint)seed;
        foreach (var letter in Encoding.UTF8.GetBytes(name))
        {
            state = new SplitMix64(state).NextUInt64() ^ letter;
        }

        var seeds = new SplitMix64(state);
        (_a, _b, _c, _d) = (seeds.NextUInt64(), seeds.NextUInt64(), seeds.NextUInt64(), seeds.NextUInt64());
    }

    /// <summary>A stream in a given state, for tests.</summary>
    internal RandomStream(ulong a, ulong b, ulong c, ulong d) => (_a, _b, _c, _d) = (a, b, c, d);

    /// <summary>64 random bits.</summary>
    public ulong NextUInt64()
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

    /// <summary>Uniformly distributed in [0, 1).</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1L << 53));

    /// <summary>0 … <paramref name="bound"/> − 1.</summary>
    public int Next(int bound) => (int)Math.BigMul(NextUInt64(), (ulong)bound, out _);

    /// <summary>0 … <paramref name="count"/> − 1 in random order.</summary>
    public int[] Permutation(int count)
    {
        int[] order = [.. Enumerable.Range(0, count)];
        for (var i = count - 1; i > 0; i--)
        {
            var j = Next(i + 1);
            (order[i], order[j]) = (order[j], order[i]);
        }

        return order;
    }

    /// <summary>Standard normal (Box and Muller, 1958).</summary>
    public double NextNormal()
    {
        if (_spare is { } spare)
        {
            _spare = null;
            return spare;
        }

        var radius = Math.Sqrt(-2 * Math.Log(1 - NextDouble()));
        var (sine, cosine) = Math.SinCos(2 * Math.PI * NextDouble());
        _spare = radius * sine;
        return radius * cosine;
    }
}
