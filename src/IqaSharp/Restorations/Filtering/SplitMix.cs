namespace IqaSharp.Restorations.Filtering;

/// <summary>Random numbers that are the same on every machine.</summary>
/// <remarks>Steele, Lea, Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014.</remarks>
internal sealed class SplitMix(ulong seed)
{
    private ulong _state = seed;

    /// <summary>0 … below a bound.</summary>
    public int Next(int bound) => (int)(((Next() >> 32) * (ulong)bound) >> 32);

    private ulong Next()
    {
        var z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
