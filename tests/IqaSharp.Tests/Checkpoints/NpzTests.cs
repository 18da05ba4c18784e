using System.IO.Compression;
using System.Text;
using IqaSharp.Checkpoints;
using Xunit;

namespace IqaSharp.Tests.Checkpoints;

public sealed class NpzTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(CompressionLevel.NoCompression)]
    [InlineData(CompressionLevel.Optimal)]
    public void Arrays_are_read(CompressionLevel compression)
    {
        var values = new float[] { 1, 2, 3, 4, 5, 6 };
        var bytes = values.SelectMany(BitConverter.GetBytes).ToArray();
        using var checkpoint = Open(Archive(compression, ("row", Array("<f4", "(2, 3)", bytes)), ("column", Array("<f4", "(3, 2)", bytes, isFortran: true)), ("n", Array("<i4", "()", BitConverter.GetBytes(7)))));
        Assert.Equal([2, 3], checkpoint.Tensors["row"].Shape);
        Assert.Equal(values, checkpoint.Tensors["row"].ToFloats());
        Assert.Equal([1, 4, 2, 5, 3, 6], checkpoint.Tensors["column"].ToFloats()); // columns (1, 2, 3) and (4, 5, 6)
        Assert.Equal([7], checkpoint.Tensors["n"].ToFloats());
    }

    [Theory]
    [InlineData(">f4", "(1,)", 4, ">f4")]
    [InlineData("|O", "(1,)", 8, "|O")]
    [InlineData("<f4", "(2,)", 4, "does not hold")]
    [InlineData("<f4", "(1000000, 1000000)", 4, "does not hold")]
    [InlineData("<f4", "(999999999999999999, 999999999999999999)", 4, "does not hold")]
    [InlineData("<f4", "(-1,)", 4, "no header")]
    [InlineData("<f4", "__import__('os').system('true')", 4, "no header")]
    public void An_array_that_contradicts_its_header_is_refused(string type, string shape, int length, string reason) =>
        CheckpointFileTests.AssertRefused(reason, _folder.Write("lie.npz", Archive(("a", Array(type, shape, new byte[length])))));

    /// <summary>A pattern with optional separators would try every way to cut the digits into sides.</summary>
    [Theory]
    [InlineData("(111111111111111111111111111111x")]
    [InlineData("(1111111111111111111,")]
    [InlineData("(1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1)")]
    [InlineData("(,)")]
    [InlineData("(1,,1)")]
    [InlineData("(1 1)")]
    public void A_shape_that_is_none_is_refused_at_once(string shape)
    {
        var path = _folder.Write("shape.npz", Archive(("a", Array("<f4", shape, new byte[4]))));
        Bounded.Run(() => CheckpointFileTests.AssertRefused("no header", path));
    }

    [Fact]
    public void Arrays_that_are_not_weights_are_counted()
    {
        using var checkpoint = Open(Archive(("w", Array("<f4", "(1,)", new byte[4])), ("mask", Array("|b1", "(3,)", new byte[3])), ("n", Array("<u2", "()", new byte[2]))));
        Assert.Equal(["w"], checkpoint.Tensors.Keys);
        Assert.Equal(2, checkpoint.Ignored);
    }

    [Fact]
    public void A_zip_bomb_is_refused_by_its_directory()
    {
        var bomb = Archive(CompressionLevel.Optimal, ("a", Array("<f4", "(50000000,)", new byte[200_000_000])));
        Assert.InRange(bomb.Length, 0, 1_000_000);
        var path = _folder.Write("bomb.npz", bomb);
        var before = GC.GetTotalAllocatedBytes();
        CheckpointFileTests.AssertRefused("inflates to 200 MB", path);
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 5_000_000);
    }

    /// <summary>The directory announces a small size; the stream inflates to more.</summary>
    [Fact]
    public void A_zip_bomb_with_a_false_directory_is_refused()
    {
        var bomb = Archive(CompressionLevel.Optimal, ("a", Array("<f4", "(2,)", new byte[10_000_000])));
        var directory = bomb.AsSpan().LastIndexOf("PK\x01\x02"u8);
        BitConverter.TryWriteBytes(bomb.AsSpan(directory + 24), 128 + 8);
        CheckpointFileTests.AssertRefused("more than it announces", _folder.Write("liar.npz", bomb));
    }

    [Fact]
    public void Another_archive_is_not_a_checkpoint()
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            archive.CreateEntry("readme.txt");
        }

        CheckpointFileTests.AssertRefused("not a checkpoint", _folder.Write("other.zip", stream.ToArray()));
    }

    internal static byte[] Array(string type, string shape, byte[] data, bool isFortran = false)
    {
        var header = $"{{'descr': '{type}', 'fortran_order': {(isFortran ? "True" : "False")}, 'shape': {shape}, }}".PadRight(117) + "\n";
        return [0x93, .. "NUMPY"u8, 1, 0, .. BitConverter.GetBytes((ushort)header.Length), .. Encoding.ASCII.GetBytes(header), .. data];
    }

    internal static byte[] Archive(params (string Name, byte[] Content)[] arrays) => Archive(CompressionLevel.NoCompression, arrays);

    internal static byte[] Archive(CompressionLevel compression, params (string Name, byte[] Content)[] arrays)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in arrays)
            {
                using var entry = archive.CreateEntry(name + ".npy", compression).Open();
                entry.Write(content);
            }
        }

        return stream.ToArray();
    }

    private Checkpoint Open(byte[] archive) => CheckpointFile.Open(_folder.Write("a.npz", archive));
}
