using System.IO.Compression;
using IqaSharp.Checkpoints;
using IqaSharp.Core;
using Xunit;

namespace IqaSharp.Tests.Checkpoints;

/// <summary>A checkpoint that another program cuts off or replaces while it is used: mapped into memory, it would end the process.</summary>
public sealed class ShrinkingFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string> Kinds => ["a.safetensors", "a.npz", "deflated.npz", "a.pth"];

    [Theory, MemberData(nameof(Kinds))]
    public void A_file_that_shrinks_is_refused_when_its_tensors_are_read(string name)
    {
        var path = _folder.Write(name, Content(name));
        using var checkpoint = CheckpointFile.Open(path);
        using (var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            file.SetLength(5000);
        }

        try
        {
            // What was read before may be served.
            foreach (var tensor in checkpoint.Tensors.Values)
            {
                Assert.Equal(1f, tensor.ToFloats()[^1]);
            }
        }
        catch (BadWeightsException e)
        {
            Assert.Equal($"{path}: was cut off while it was read", e.Message);
        }
    }

    [Theory, MemberData(nameof(Kinds))]
    public void A_file_that_shrinks_while_it_is_opened_is_read_or_refused(string name)
    {
        var content = Content(name);
        for (var i = 0; i < 50; i++)
        {
            var path = _folder.Write(name, content);
            var delay = i * 20;
            using var start = new Barrier(2);
            var cutting = new Thread(() =>
            {
                start.SignalAndWait(TestContext.Current.CancellationToken);
                Thread.SpinWait(delay);
                using var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
                file.SetLength(0);
            });
            cutting.Start();
            start.SignalAndWait(TestContext.Current.CancellationToken);
            try
            {
                using var checkpoint = CheckpointFile.Open(path);
                foreach (var tensor in checkpoint.Tensors.Values)
                {
                    tensor.ToFloats();
                }
            }
            catch (BadWeightsException)
            {
                // refused
            }

            cutting.Join();
        }
    }

    /// <summary>A file whose header announces a tensor of 2 GB costs no memory until that is read.</summary>
    [Fact]
    public void Opening_a_file_reads_no_tensors()
    {
        var path = _folder.Write("large.safetensors", SafeTensorsTests.Bytes("""{"a":{"dtype":"F32","shape":[500000000],"data_offsets":[0,2000000000]}}""", 0));
        using (var file = File.OpenWrite(path))
        {
            file.SetLength(file.Length + 2_000_000_000);
        }

        var before = GC.GetTotalAllocatedBytes();
        using var checkpoint = CheckpointFile.Open(path);
        Assert.Equal(500_000_000, checkpoint.Tensors["a"].Length);
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 5_000_000);
    }

    /// <summary>Two tensors of 64 KB, of ones.</summary>
    private static byte[] Content(string name)
    {
        var ones = Enumerable.Repeat(1f, 16384).SelectMany(BitConverter.GetBytes).ToArray();
        if (name.EndsWith(".npz", StringComparison.Ordinal))
        {
            var level = name == "a.npz" ? CompressionLevel.NoCompression : CompressionLevel.Optimal;
            var random = new byte[ones.Length];
            new Random(1).NextBytes(random); // does not deflate
            return NpzTests.Archive(level, ("a", NpzTests.Array("<f4", "(16384,)", ones)), ("b", NpzTests.Array("<f4", "(16384,)", [.. random[..^4], .. ones[^4..]])));
        }

        if (name == "a.pth")
        {
            return Zip(("archive/padding", new byte[100_000]), ("archive/data.pkl", PickleTests.OneTensor), ("archive/data/0", ones[..24]));
        }

        var safetensors = SafeTensorsTests.Bytes("""{"a":{"dtype":"F32","shape":[16384],"data_offsets":[0,65536]},"b":{"dtype":"F32","shape":[16384],"data_offsets":[65536,131072]}}""", 131072);
        ones.CopyTo(safetensors, safetensors.Length - 131072);
        ones.CopyTo(safetensors, safetensors.Length - 65536);
        return safetensors;
    }

    private static byte[] Zip(params (string Name, byte[] Content)[] files)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in files)
            {
                using var entry = archive.CreateEntry(name, CompressionLevel.NoCompression).Open();
                entry.Write(content);
            }
        }

        return stream.ToArray();
    }
}
