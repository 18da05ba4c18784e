using System.Text;

namespace IqaSharp.Training.Data;

/// <summary>Random numbers that are the same on every machine and in every version of .NET: splitmix64 (Steele, Lea, Flood, OOPSLA 2014).</summary>
internal sealed class Seeds
{
    private ulong _state;

    /// <param name="parts">What the numbers depend on: a seed, an epoch, a name.</param>
    public Seeds(params ReadOnlySpan<object> parts)
    {
        _state = 0xCBF29CE484222325;
        foreach (var part in parts)
        {
            foreach (var b in Encoding.UTF8.GetBytes(FormattableString.Invariant($"{part}\n")))
            {
                _state = (_state ^ b) * 0x100000001B3;
            }
        }
    }

    /// <summary>An integer from 0 to below a limit.</summary>
    public int Next(int limit) => (int)(Unit() * limit);

    /// <summary>A number from 0 to below 1.</summary>
    public double Unit()
    {
        var z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return ((z ^ (z >> 31)) >> 11) * (1.0 / (1UL << 53));
    }

    /// <summary>The items in random order.</summary>
    public T[] Shuffled<T>(IEnumerable<T> items)
    {
        var shuffled = items.ToArray();
        for (var i = shuffled.Length - 1; i > 0; i--)
        {
            var j = Next(i + 1);
            (shuffled[i], shuffled[j]) = (shuffled[j], shuffled[i]);
        }

        return shuffled;
    }
}
