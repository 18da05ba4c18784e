using System.Buffers.Binary;

namespace IqaSharp.Fuzz;

/// <summary>Changes bytes as simple fuzzers do: the same random numbers give the same input on every machine.</summary>
/// <param name="random">Decides everything.</param>
/// <param name="seeds">Other contents of the format, to cross with.</param>
/// <param name="words">Words of the format.</param>
internal sealed class Mutator(Random random, IReadOnlyList<byte[]> seeds, IReadOnlyList<byte[]> words)
{
    /// <summary>The largest input that is made.</summary>
    public const int LargestInput = 1 << 20;

    private static readonly long[] Edges =
    [
        0, 1, -1, 2, 7, 8, 16, 31, 32, 63, 64, 100, 127, 128, 255, 256, 1000, 4096, 32767, 32768, 65535, 65536, 100_000,
        int.MaxValue, 1L + int.MaxValue, int.MinValue, uint.MaxValue, 1L << 32, 1L << 40, 1L << 62, long.MaxValue, long.MinValue,
    ];

    /// <summary>A content with one to eight changes.</summary>
    public byte[] Mutate(byte[] content)
    {
        for (var changes = 1 + (random.Next(2) == 0 ? 0 : random.Next(8)); changes > 0; changes--)
        {
            content = Change(content);
        }

        // Rarely something very long: what is quadratic or nested shows only then.
        content = random.Next(4000) == 0 ? Repeated(content) : content;
        return content.Length <= LargestInput ? content : content[..LargestInput];
    }

    private byte[] Change(byte[] content)
    {
        var at = random.Next(content.Length + 1);
        var length = Math.Min(content.Length - at, 1 + random.Next(random.Next(4) == 0 ? 64 : 8));
        switch (random.Next(12))
        {
            case 0 when content.Length > 0:
                return With(content, [(byte)(content[at % content.Length] ^ (1 << random.Next(8)))], at % content.Length);
            case 1 when content.Length > 0:
                return With(content, [(byte)random.Next(256)], at % content.Length);
            case 2 or 3:
                return With(content, Number(), at);
            case 4:
                return Spliced(content, at, length, []);
            case 5:
                var copied = random.Next(content.Length + 1);
                return Spliced(content, at, 0, content.AsSpan(copied, Math.Min(content.Length - copied, 1 + random.Next(32))));
            case 6:
                var other = seeds[random.Next(seeds.Count)];
                return Spliced(content, at, content.Length - at, other.AsSpan(random.Next(other.Length + 1)));
            case 7 when words.Count > 0:
                return Spliced(content, at, random.Next(2) == 0 ? 0 : length, words[random.Next(words.Count)]);
            case 8 when words.Count > 0:
                return OtherWord(content);
            case 9:
                return content[..at];
            case 10:
                return OtherDigits(content);
            default:
                var noise = new byte[1 + random.Next(8)];
                random.NextBytes(noise);
                return With(content, noise, at);
        }
    }

    /// <summary>A number at one of the places where programs fail, in one of four widths and either order.</summary>
    private byte[] Number()
    {
        var bytes = new byte[8];
        var (value, width, isBig) = (Edges[random.Next(Edges.Length)] + (random.Next(4) == 0 ? random.Next(-2, 3) : 0), 1 << random.Next(4), random.Next(2) == 0);
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        bytes = bytes[..width];
        if (isBig)
        {
            Array.Reverse(bytes);
        }

        return bytes;
    }

    /// <summary>One word of the format in place of another.</summary>
    private byte[] OtherWord(byte[] content)
    {
        var word = words[random.Next(words.Count)];
        var from = random.Next(content.Length + 1);
        var at = content.AsSpan(from).IndexOf(word);
        return at < 0 ? content : Spliced(content, from + at, word.Length, words[random.Next(words.Count)]);
    }

    /// <summary>Another number in place of one that is written in digits.</summary>
    private byte[] OtherDigits(byte[] content)
    {
        var from = random.Next(content.Length + 1);
        var start = content.AsSpan(from).IndexOfAnyInRange((byte)'0', (byte)'9');
        if (start < 0)
        {
            return content;
        }

        start += from;
        var length = content.AsSpan(start).IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        var number = Edges[random.Next(Edges.Length)].ToString(System.Globalization.CultureInfo.InvariantCulture);
        return Spliced(content, start, length < 0 ? content.Length - start : length, System.Text.Encoding.ASCII.GetBytes(number));
    }

    private byte[] Repeated(byte[] content)
    {
        var at = random.Next(content.Length + 1);
        var part = words.Count > 0 && random.Next(2) == 0 ? words[random.Next(words.Count)] : content[at..Math.Min(content.Length, at + 1 + random.Next(32))];
        if (part.Length == 0)
        {
            return content;
        }

        var times = Math.Max(0, LargestInput - content.Length) / part.Length / (1 << random.Next(4));
        var repeated = new byte[times * part.Length];
        for (var i = 0; i < times; i++)
        {
            part.CopyTo(repeated, i * part.Length);
        }

        return Spliced(content, at, 0, repeated);
    }

    private static byte[] With(byte[] content, ReadOnlySpan<byte> value, int at) => Spliced(content, at, Math.Min(value.Length, content.Length - at), value);

    private static byte[] Spliced(byte[] content, int at, int removed, ReadOnlySpan<byte> inserted) => [.. content.AsSpan(0, at), .. inserted, .. content.AsSpan(at + removed)];
}
