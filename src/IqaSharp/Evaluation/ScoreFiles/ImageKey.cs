using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace IqaSharp.Evaluation.ScoreFiles;

/// <summary>Stands for an image's name in sets of millions: 16 bytes, the first half of its SHA-256.</summary>
internal static class ImageKey
{
    public static UInt128 Of(string image)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(image), hash);
        return MemoryMarshal.Read<UInt128>(hash);
    }
}
