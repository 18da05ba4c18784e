using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using IqaSharp.Core;

namespace IqaSharp.Evaluation.ScoreFiles;

/// <summary>One of several shares of the images, for as many processes. Which share an image is in depends on its path alone, so that more files move none to another.</summary>
/// <param name="Number">Which share, from 1.</param>
/// <param name="Count">How many there are.</param>
public readonly record struct Share(int Number, int Count)
{
    /// <summary>Reads <c>3/16</c>.</summary>
    /// <exception cref="BadInputException">It is no share.</exception>
    public static Share Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Split('/') is [var number, var count]
            && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var of) && n >= 1 && n <= of
                ? new Share(n, of)
                : throw new BadInputException(text, "is no share: the third of sixteen is 3/16");
    }

    /// <summary>Whether an image is in this share.</summary>
    /// <param name="path">Its path as it is listed; <c>\</c> and <c>/</c> are the same on Windows.</param>
    public bool Contains(string path) => Count == 1 || (int)(Hash(path) % (ulong)Count) == Number - 1;

    /// <summary>As it is written: 3/16.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Number}/{Count}");

    /// <summary>The first 8 bytes of SHA-256, which any other program can compute too.</summary>
    private static ulong Hash(string path)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(OperatingSystem.IsWindows() ? path.Replace('\\', '/') : path), hash);
        return BinaryPrimitives.ReadUInt64BigEndian(hash);
    }
}
