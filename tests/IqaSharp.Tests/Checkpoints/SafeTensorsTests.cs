using System.Buffers.Binary;
using System.Text;
using IqaSharp.Checkpoints;
using IqaSharp.Core;
using Xunit;

namespace IqaSharp.Tests.Checkpoints;

public sealed class SafeTensorsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_written_is_read()
    {
        var path = _folder["a.safetensors"];
        var tensors = new Dictionary<string, Tensor> { ["b.weight"] = Tensor.Of([1, -2, 3, 4, 5, 6], 2, 3), ["a"] = Tensor.Of([0.5f]).ToHalf(), ["empty"] = Tensor.Of([], 0, 4) };
        SafeTensors.Write(path, tensors, new Dictionary<string, string> { ["note"] = "ü\n\"quoted\"" });
        using var read = SafeTensors.Read(path);
        Assert.Equal(tensors.Keys.Order(), read.Tensors.Keys.Order());
        Assert.All(tensors, t => Assert.Equal(t.Value.ToFloats(), read.Tensors[t.Key].ToFloats()));
        Assert.All(tensors, t => Assert.Equal(t.Value.Shape, read.Tensors[t.Key].Shape));
        Assert.Equal("ü\n\"quoted\"", read.Metadata["note"]);
    }

    [Fact]
    public void The_same_tensors_give_the_same_bytes()
    {
        var (first, second) = (_folder["1"], _folder["2"]);
        SafeTensors.Write(first, new Dictionary<string, Tensor> { ["a"] = Tensor.Of([1]), ["b"] = Tensor.Of([2]) });
        SafeTensors.Write(second, new Dictionary<string, Tensor> { ["b"] = Tensor.Of([2]), ["a"] = Tensor.Of([1]) });
        Assert.Equal(File.ReadAllBytes(first), File.ReadAllBytes(second));
    }

    [Fact]
    public void A_failed_write_leaves_what_was_there()
    {
        var path = _folder.Write("a.bin", [1, 2, 3]);
        Assert.Throws<BadInputException>(() => AtomicFile.Write(path, stream =>
        {
            stream.Write(new byte[1000]);
            throw new IOException("No space left on device");
        }));
        Assert.Equal([1, 2, 3], File.ReadAllBytes(path));
        Assert.Single(Directory.GetFiles(_folder.Path));
    }

    /// <summary>bfloat16 is the upper half of a float32: 0x3FC0 is 1.5, 0xC000 is −2.</summary>
    [Fact]
    public void Every_type_of_number_is_read()
    {
        AssertValues([1.5f, -2f], """{"t":{"dtype":"BF16","shape":[2],"data_offsets":[0,4]}}""", [0xC0, 0x3F, 0x00, 0xC0]);
        AssertValues([1.5f], """{"t":{"dtype":"F16","shape":[1],"data_offsets":[0,2]}}""", [0x00, 0x3E]);
        AssertValues([-3f], """{"t":{"dtype":"I64","shape":[],"data_offsets":[0,8]}}""", BitConverter.GetBytes(-3L));
        AssertValues([0.1f], """{"t":{"dtype":"F64","shape":[1,1],"data_offsets":[0,8]}}""", BitConverter.GetBytes(0.1));
    }

    [Theory]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}""", 12, "overlaps")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[8,12]}}""", 12, "gap")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 12, "belong to no tensor")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1000],"data_offsets":[0,4000]}}""", 8, "outside the file")]
    [InlineData("""{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}""", 8, "does not fill")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}""", 8, "does not fill")]
    [InlineData("""{"a":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}""", 8, "does not fill")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2147483647,2147483647,2147483647],"data_offsets":[0,8]}}""", 8, "does not fill")]
    [InlineData("""{"a":{"dtype":"F32","shape":[0,9223372036854775807],"data_offsets":[0,0]}}""", 0, "does not fill")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[-8,0]}}""", 8, "does not fill")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,99999999999999999999]}}""", 8, "cannot be used")]
    [InlineData("""{"a":{"dtype":"Q4","shape":[2],"data_offsets":[0,8]}}""", 8, "Q4")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2]}}""", 8, "incomplete")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8, "cannot be used")]
    [InlineData("""{"__metadata__":{"n":1}}""", 0, "cannot be used")]
    [InlineData("""[1]""", 0, "not a checkpoint")]
    [InlineData("""{"a":""", 0, "cannot be used")]
    public void A_lying_header_is_refused(string header, int data, string reason) =>
        CheckpointFileTests.AssertRefused(reason, _folder.Write("lie.safetensors", Bytes(header, data)));

    /// <summary>As in a .pth: masks and counters are left out and counted, and the prefix of torch.nn.DataParallel goes.</summary>
    [Fact]
    public void Buffers_are_counted_and_the_prefix_of_parallel_training_is_removed()
    {
        const string Header = """
            {"module.w":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"module.mask":{"dtype":"BOOL","shape":[3],"data_offsets":[4,7]},
            "module.index":{"dtype":"I32","shape":[],"data_offsets":[7,11]},"module.bn.num_batches_tracked":{"dtype":"I64","shape":[],"data_offsets":[11,19]},"__metadata__":{"format":"pt"}}
            """;
        var path = _folder.Write("parallel.safetensors", Bytes(Header, 19));
        using var checkpoint = CheckpointFile.Open(path);
        Assert.Equal(["bn.num_batches_tracked", "w"], checkpoint.Tensors.Keys.Order());
        Assert.Equal(2, checkpoint.Ignored);
        using var asWritten = SafeTensors.Read(path);
        Assert.Equal(["module.bn.num_batches_tracked", "module.w"], asWritten.Tensors.Keys.Order());
    }

    [Theory]
    [InlineData("""{"a":{"dtype":"BOOL","shape":[3],"data_offsets":[0,4]}}""", 4, "does not fill")]
    [InlineData("""{"a":{"dtype":"U16","shape":[2],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[2,6]}}""", 6, "overlaps")]
    [InlineData("""{"a":{"dtype":"F8_E4M3","shape":[2],"data_offsets":[0,2]}}""", 2, "F8_E4M3")]
    [InlineData("""{"a\ud800":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 4, "cannot be used")]
    [InlineData("""{"__metadata__":{"n":"\ud800"}}""", 0, "cannot be used")]
    [InlineData("""{"__metadata__":{"n":[[[[[[[[[[]]]]]]]]]]}}""", 0, "cannot be used")]
    public void A_hostile_header_is_refused(string header, int data, string reason) => A_lying_header_is_refused(header, data, reason);

    [Theory]
    [InlineData(long.MaxValue)]
    [InlineData(1_000_000_000_000)]
    [InlineData(1000)]
    public void A_header_longer_than_the_file_is_refused(long length)
    {
        var bytes = Bytes("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 4);
        BinaryPrimitives.WriteInt64LittleEndian(bytes, length);
        CheckpointFileTests.AssertRefused("length", _folder.Write("long.safetensors", bytes));
    }

    /// <summary>A file of this header and so many zeros.</summary>
    internal static byte[] Bytes(string header, int data)
    {
        var json = Encoding.UTF8.GetBytes(header);
        return [.. BitConverter.GetBytes((long)json.Length), .. json, .. new byte[data]];
    }

    private void AssertValues(float[] expected, string header, byte[] data)
    {
        var bytes = Bytes(header, data.Length);
        data.CopyTo(bytes, bytes.Length - data.Length);
        using var checkpoint = SafeTensors.Read(_folder.Write("types.safetensors", bytes));
        Assert.Equal(expected, checkpoint.Tensors["t"].ToFloats());
    }
}
