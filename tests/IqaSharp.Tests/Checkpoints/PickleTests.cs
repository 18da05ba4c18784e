using System.IO.Compression;
using System.Text;
using IqaSharp.Checkpoints;
using IqaSharp.Core;
using Xunit;

namespace IqaSharp.Tests.Checkpoints;

/// <summary>Hostile pickles are written here operation by operation; Fixtures/README.md says how PyTorch wrote the others.</summary>
public sealed class PickleTests : IDisposable
{
    /// <summary>{"w": a [2, 3] view of the float storage "0"}.</summary>
    internal static readonly byte[] OneTensor = Tensor("FloatStorage", "0", 6, 0, [2, 3], [3, 1]);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_tensor_is_read()
    {
        using var checkpoint = Open(Checkpoint(OneTensor));
        Assert.Equal([2, 3], checkpoint.Tensors["w"].Shape);
        Assert.Equal([0, 1, 2, 3, 4, 5], checkpoint.Tensors["w"].ToFloats());
    }

    [Fact]
    public void A_transposed_tensor_is_put_in_order()
    {
        using var checkpoint = Open(Checkpoint(Tensor("FloatStorage", "0", 6, 0, [3, 2], [1, 3])));
        Assert.Equal([0, 3, 1, 4, 2, 5], checkpoint.Tensors["w"].ToFloats());
    }

    /// <summary>Sixty dictionaries, each twice in the next: 2⁶⁰ paths, and none of them is walked twice.</summary>
    [Fact]
    public void Shared_dictionaries_are_visited_once()
    {
        var pickle = new StringBuilder("}q\0");
        for (var i = 0; i < 60; i++)
        {
            pickle.Append($"}}X\u0006\0\0\0paramsh{(char)i}sX\u0001\0\0\0bh{(char)i}sq{(char)(i + 1)}");
        }

        Assert.Contains("holds no tensors", Assert.Throws<BadWeightsException>(() => Open(Checkpoint(Encoding.Latin1.GetBytes(pickle.Append('.').ToString())))).Message, StringComparison.Ordinal);
    }

    /// <summary>PyTorch 1.13 wrote them: views, shared storages, half and bfloat16, Parameters, wrappers, counters; in both layouts.</summary>
    [Theory]
    [InlineData("zip.pth")]
    [InlineData("legacy.pth")]
    public void PyTorchs_files_are_read(string name)
    {
        using var checkpoint = CheckpointFile.Open(Path.Combine(AppContext.BaseDirectory, "Checkpoints", "Fixtures", name));
        Assert.Equal(["bf16", "half", "parameter", "shared", "steps", "transposed", "view"], checkpoint.Tensors.Keys.Order());
        Assert.Equal([0, 4, 8, 1, 5, 9, 2, 6, 10, 3, 7, 11], checkpoint.Tensors["transposed"].ToFloats());
        Assert.Equal([5, 6], checkpoint.Tensors["view"].ToFloats());
        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], checkpoint.Tensors["shared"].ToFloats());
        Assert.Equal([0.5f, -1.5f], checkpoint.Tensors["half"].ToFloats());
        Assert.Equal([0.5f, -1.5f], checkpoint.Tensors["bf16"].ToFloats());
        Assert.Equal([3], checkpoint.Tensors["parameter"].ToFloats());
        Assert.Equal([1000], checkpoint.Tensors["steps"].ToFloats());
        Assert.Equal(3, checkpoint.Ignored); // epoch, optimizer, and a mask of bytes beside the weights
    }

    [Theory]
    [InlineData("cposix\nsystem\n(X\x04\0\0\0truetR.", "posix.system")]
    [InlineData("cbuiltins\neval\n(X\x01\0\0\01tR.", "builtins.eval")]
    [InlineData("\u0080\u0004\u008c\u0005posix\u008c\u0006system\u0093.", "posix.system")]
    [InlineData("ctorch.storage\n_load_from_bytes\n.", "torch.storage._load_from_bytes")]
    public void Code_is_refused_by_name(string pickle, string global)
    {
        var content = Checkpoint(Encoding.Latin1.GetBytes(pickle));
        CheckpointFileTests.AssertRefused($"refuses to load '{global}'", _folder.Write("evil.pth", content));
    }

    [Theory]
    [InlineData("(iposix\nsystem\n.")] // INST
    [InlineData("X\u00ff\u00ff\u00ff\u007fabc.")] // a text of 2 GB
    [InlineData("\u008b\u00ff\u00ff\u00ff\u007fabc.")] // a number of 2 GB
    [InlineData("h\u0005.")] // nothing remembered
    [InlineData("tR.")] // nothing there
    [InlineData("}X\u0001\0\0\0a.")] // no container of tensors
    [InlineData("NK\u0001K\u0002s.")] // an item of nothing
    [InlineData("NK\u0001a.")]
    [InlineData("NQ.")]
    [InlineData("((((((((((")] // no end
    [InlineData("ccollections\nOrderedDict\n(K\u0001tR.")] // wrong operands
    [InlineData("ccollections\nOrderedDict\n(]NatR.")] // an item that is no pair
    [InlineData("ccollections\nOrderedDict\n(](K\u0001tatR.")] // half a pair
    [InlineData("NNR.")] // a call of nothing
    [InlineData("NN\u0093.")]
    public void A_damaged_pickle_is_refused(string pickle)
    {
        var path = _folder.Write("bad.pth", Checkpoint(Encoding.Latin1.GetBytes(pickle)));
        Assert.Throws<BadWeightsException>(() => CheckpointFile.Open(path));
    }

    [Theory]
    [InlineData(6, 0, new[] { 2, 4 }, new[] { 3, 1 })] // reaches out of the storage
    [InlineData(6, 5, new[] { 2 }, new[] { 1 })]
    [InlineData(6, 0, new[] { 2, 3 }, new[] { int.MaxValue, 1 })]
    [InlineData(6, 0, new[] { 1000000000 }, new[] { 0 })] // one number, expanded
    [InlineData(6, 0, new[] { 2, 3 }, new[] { 1 })] // a stride is missing
    [InlineData(1000, 0, new[] { 2 }, new[] { 1 })] // the storage is not as long
    public void A_tensor_outside_its_storage_is_refused(int storage, int offset, int[] shape, int[] strides) =>
        CheckpointFileTests.AssertRefused("storage", _folder.Write("out.pth", Checkpoint(Tensor("FloatStorage", "0", storage, offset, shape, strides))));

    [Theory]
    [InlineData("NN")]
    [InlineData("]]")]
    [InlineData("G\0\0\0\0\0\0\0\0K\u0001")]
    public void A_tensor_whose_sides_are_not_numbers_is_refused(string sides)
    {
        var pickle = Encoding.Latin1.GetString(OneTensor).Replace("J\u0002\0\0\0J\u0003\0\0\0", sides, StringComparison.Ordinal);
        CheckpointFileTests.AssertRefused("its pickle is damaged", _folder.Write("sides.pth", Checkpoint(Encoding.Latin1.GetBytes(pickle))));
    }

    /// <summary>The sides are written once and remembered; 2,000 tensors have them.</summary>
    [Fact]
    public void A_shape_of_a_hundred_thousand_sides_is_refused()
    {
        var pickle = new StringBuilder("ctorch._utils\n_rebuild_tensor_v2\nq\0(X\u0007\0\0\0storagectorch\nFloatStorage\nX\u0001\0\0\00X\u0003\0\0\0cpuK\u0006tQq\u0001(");
        pickle.Append(string.Concat(Enumerable.Repeat("K\u0001", 100_000))).Append("tq\u0002}");
        foreach (var i in Enumerable.Range(0, 2000))
        {
            pickle.Append($"X\u0004\0\0\0{i:0000}h\0(h\u0001K\0h\u0002h\u0002tRs");
        }

        var path = _folder.Write("sides.pth", Checkpoint(Encoding.Latin1.GetBytes(pickle.Append('.').ToString())));
        Bounded.Run(() => CheckpointFileTests.AssertRefused("more than 64 dimensions", path));
    }

    /// <summary>20 MB of zeros in a file of 0.5 MB, of which 100 tensors take one number each.</summary>
    [Fact]
    public void A_deflated_storage_is_inflated_once()
    {
        var pickle = new StringBuilder("ctorch._utils\n_rebuild_tensor_v2\nq\0(X\u0007\0\0\0storagectorch\nFloatStorage\nX\u0001\0\0\01X\u0003\0\0\0cpuJ\u0040\u004b\u004c\0tQq\u0001}");
        foreach (var i in Enumerable.Range(0, 100))
        {
            pickle.Append($"X\u0004\0\0\0{i:0000}h\0(h\u0001K\0K\u0001\u0085K\u0001\u0085tRs");
        }

        var path = _folder.Write("zeros.pth", Padded(Encoding.Latin1.GetBytes(pickle.Append('.').ToString()), ("archive/data/1", new byte[20_000_000])));
        Bounded.Run(() =>
        {
            using var checkpoint = CheckpointFile.Open(path);
            Assert.Equal(100, checkpoint.Tensors.Count);
        });
    }

    /// <summary>Twenty million empty lists would take 1 GB; a pickle is small beside the storages that it describes.</summary>
    [Fact]
    public void A_pickle_that_inflates_beyond_the_file_is_refused()
    {
        var path = _folder.Write("lists.pth", Padded([], ("archive/data.pkl", [.. Enumerable.Repeat((byte)']', 20_000_000), (byte)'.'])));
        Bounded.Run(() => CheckpointFileTests.AssertRefused("its pickle inflates", path));
    }

    /// <summary>PyTorch's archive around a pickle, with one storage of the floats 0 … 5.</summary>
    internal static byte[] Checkpoint(byte[] pickle)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(archive, "archive/data.pkl", pickle);
            Add(archive, "archive/data/0", [.. Enumerable.Range(0, 6).SelectMany(i => BitConverter.GetBytes((float)i))]);
        }

        return stream.ToArray();
    }

    /// <summary>An archive with a deflated file and 0.5 MB that do not compress, so that it is not refused for its inflation alone.</summary>
    private static byte[] Padded(byte[] pickle, (string Name, byte[] Content) deflated)
    {
        var noise = new byte[500_000];
        new Random(1).NextBytes(noise);
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            if (pickle.Length > 0)
            {
                Add(archive, "archive/data.pkl", pickle);
            }

            Add(archive, "archive/data/noise", noise);
            using var entry = archive.CreateEntry(deflated.Name, CompressionLevel.Optimal).Open();
            entry.Write(deflated.Content);
        }

        return stream.ToArray();
    }

    private static byte[] Tensor(string type, string key, int length, int offset, int[] shape, int[] strides)
    {
        string Text(string s) => $"X{(char)s.Length}\0\0\0{s}";
        string Int(int i) => "J" + Encoding.Latin1.GetString(BitConverter.GetBytes(i));
        string Tuple(int[] items) => $"({string.Concat(items.Select(Int))}t";
        var pickle = $"\u0080\u0002}}({Text("w")}ctorch._utils\n_rebuild_tensor_v2\n(({Text("storage")}ctorch\n{type}\n{Text(key)}{Text("cpu")}{Int(length)}tQ{Int(offset)}{Tuple(shape)}{Tuple(strides)}\u0089ccollections\nOrderedDict\n)RtRu.";
        return Encoding.Latin1.GetBytes(pickle);
    }

    private static void Add(ZipArchive archive, string name, byte[] content)
    {
        using var entry = archive.CreateEntry(name, CompressionLevel.NoCompression).Open();
        entry.Write(content);
    }

    private Checkpoint Open(byte[] content) => CheckpointFile.Open(_folder.Write("a.pth", content));
}
