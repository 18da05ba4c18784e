using System.IO.Compression;

namespace IqaSharp.Checkpoints;

/// <summary>One file in a zip archive.</summary>
/// <param name="Name">Its path in the archive.</param>
/// <param name="IsDeflated">Deflated, or stored.</param>
/// <param name="Length">The announced length when inflated.</param>
/// <param name="Raw">The bytes as stored in the archive.</param>
internal sealed record ZipEntry(string Name, bool IsDeflated, long Length, ReadOnlyMemory<byte> Raw)
{
    /// <summary>The content as a stream, to inflate only a part.</summary>
    public Stream Open() => IsDeflated ? new DeflateStream(WeightFile.Stream(Raw), CompressionMode.Decompress) : WeightFile.Stream(Raw);

    /// <summary>The whole content: a range of the file if it is stored, a new array of the announced length if it is deflated.</summary>
    /// <exception cref="InvalidDataException">It does not inflate to the announced length.</exception>
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
