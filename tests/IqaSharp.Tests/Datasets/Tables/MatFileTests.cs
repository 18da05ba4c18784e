using System.IO.Compression;
using IqaSharp.Core;
using IqaSharp.Datasets.Tables;
using Xunit;

namespace IqaSharp.Tests.Datasets.Tables;

/// <summary>MATLAB files are untrusted: compressed zeros inflate a thousandfold, and a byte becomes a number of eight.</summary>
public sealed class MatFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Numbers_are_read()
    {
        Assert.Equal([1, 2, 3], Read(Bytes(1, 2, 3))["x"].Numbers!);
        Assert.Equal([1, 2, 3], Read(Deflated(Bytes(1, 2, 3)))["x"].Numbers!);
    }

    [Fact]
    public void A_decompression_bomb_is_refused()
    {
        AssertRefused(Deflated(Bytes(new byte[200_000_000])));
        AssertRefused([.. Enumerable.Repeat(Deflated(Bytes(new byte[10_000_000])), 40).SelectMany(element => element)]);
    }

    /// <summary>Empty cells take eight bytes each.</summary>
    [Fact]
    public void Ten_million_cells_are_refused() => AssertRefused(Deflated(Matrix(1, [.. Enumerable.Repeat(Element(14, []), 10_000_000).SelectMany(cell => cell)])));

    [Fact]
    public void Cells_within_cells_without_end_are_refused()
    {
        var cell = Bytes(1);
        for (var depth = 0; depth < 20; depth++)
        {
            cell = Matrix(1, cell);
        }

        AssertRefused(cell);
    }

    /// <summary>A buffer for each of 60,000 empty elements would be 4 GB of garbage.</summary>
    [Fact]
    public void Many_compressed_elements_stay_bounded() =>
        Bounded.Run(() =>
        {
            try
            {
                Read([.. Enumerable.Repeat(Deflated([]), 60_000).SelectMany(element => element)]);
            }
            catch (BadInputException)
            {
                // refused
            }
        });

    private void AssertRefused(byte[] elements)
    {
        var path = Write(elements);
        Bounded.Run(() => Assert.Throws<BadInputException>(() => MatFile.Read(path)));
    }

    private IReadOnlyDictionary<string, MatArray> Read(byte[] elements) => MatFile.Read(Write(elements));

    private string Write(byte[] elements) => _folder.Write("a.mat", [.. new byte[124], 0, 1, (byte)'I', (byte)'M', .. elements]);

    /// <summary>The variable x of these bytes, class uint8.</summary>
    private static byte[] Bytes(params byte[] values) => Matrix(9, Element(2, values));

    private static byte[] Matrix(byte kind, byte[] content) =>
        Element(14, [.. Element(6, [kind, 0, 0, 0, 0, 0, 0, 0]), .. Element(5, [1, 0, 0, 0, 1, 0, 0, 0]), .. Element(1, "x"u8.ToArray()), .. content]);

    private static byte[] Element(int type, byte[] data) => [.. BitConverter.GetBytes(type), .. BitConverter.GetBytes(data.Length), .. data, .. new byte[(8 - (data.Length % 8)) % 8]];

    private static byte[] Deflated(byte[] element)
    {
        using var stream = new MemoryStream();
        using (var zlib = new ZLibStream(stream, CompressionLevel.Fastest, leaveOpen: true))
        {
            zlib.Write(element);
        }

        return [.. BitConverter.GetBytes(15), .. BitConverter.GetBytes((int)stream.Length), .. stream.ToArray()];
    }
}
