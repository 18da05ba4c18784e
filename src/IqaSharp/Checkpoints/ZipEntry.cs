using System.IO.Compression;

namespace IqaSharp.Checkpoints;

/// <summary>One file in an archive.</summary>
/// <param name="Name">Its path in the archive.</param>
/// <param name="IsDeflated">Compressed, or stored as it is.</param>
/// <param name="Length">Bytes when inflated, as the archive announces.</param>
/// <param name="Raw">The bytes in the archive.</param>
internal sealed record ZipEntry(string Name, bool IsDeflated, long Length, ReadOnlyMemory<byte> Raw)
{
    /// <summary>The content as a stream, to inflate no more of it than is wanted.</summary>
    public unsafe Stream Open()
    {
        using var pin = Raw.Pin(); // mapped memory, which does not move
        var raw = new UnmanagedMemoryStream((byte*)pin.Pointer, Raw.Length);
        return IsDeflated ? new DeflateStream(raw, CompressionMode.Decompress) : raw;
    }

    /// <summary>The whole content: a window where it is stored, a new array of the announced length where it is deflated.</summary>
    /// <exception cref="InvalidDataException">It does not inflate to what is announced.</exception>
    public ReadOnlyMemory<byte> Content()
    {
        if (!IsDeflated)
        {
            return Raw;
        }

        var content = new byte[Length];
        using var stream = Open();
        stream.ReadExactly(content);
        return stream.ReadByte() < 0 ? content : throw new InvalidDataException($"{Name} inflates to more than it announces");
    }
}
