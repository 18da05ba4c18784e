using CsCheck;
using IqaSharp.Checkpoints;
using IqaSharp.Core;
using IqaSharp.Networks.Musiq;
using IqaSharp.Tests.Models;
using Xunit;

namespace IqaSharp.Tests.Checkpoints;

public sealed class CheckpointFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>A narrow MUSIQ in every layout that PyTorch and safetensors have; its tensors are the seeded weights.</summary>
    [Theory]
    [InlineData("musiq-tiny.pth", 1e-7)]
    [InlineData("musiq-tiny-params.pth", 1e-7)]
    [InlineData("musiq-tiny-module.pth.tar", 1e-7)]
    [InlineData("musiq-tiny-legacy.pth", 1e-7)]
    [InlineData("musiq-tiny.safetensors", 1e-7)]
    [InlineData("musiq-tiny-f16.safetensors", 1e-3)]
    public void Tensors_are_the_seeded_weights(string name, double tolerance)
    {
        using var checkpoint = CheckpointFile.Open(Shared.Find("reference/checkpoints/" + name));
        var config = new MusiqConfig { Hidden = 96, MlpDim = 192, Layers = 2 };
        Assert.Equal(config.Parameters().Select(p => p.Path).Order(), checkpoint.Tensors.Keys.Order());
        foreach (var (path, tensor) in checkpoint.Tensors)
        {
            var expected = SeededWeights.Tensor(path, tensor.Shape, "tiny.").ToFloats();
            Assert.All(expected.Zip(tensor.ToFloats()), pair => Assert.Equal(pair.First, pair.Second, (float)tolerance));
        }
    }

    /// <summary>Flax's kernels are (height, width, in, out): so the seeded weights in [out, in, height, width] are transposed.</summary>
    [Theory]
    [InlineData("musiq-tiny.npz")]
    [InlineData("musiq-tiny-deflated.npz")]
    public void Arrays_are_the_seeded_weights(string name)
    {
        using var checkpoint = CheckpointFile.Open(Shared.Find("reference/checkpoints/" + name));
        var kernel = checkpoint.Tensors["opt/target/conv_root/kernel"];
        var expected = SeededWeights.Tensor("conv_root.weight", [64, 3, 7, 7], "tiny.").ToFloats();
        Assert.Equal([7, 7, 3, 64], kernel.Shape);
        var values = kernel.ToFloats();
        for (var (o, i, y, x) = (0, 0, 0, 0); o < 64; (o, i, y, x) = (o + 1, (i + 1) % 3, (y + 2) % 7, (x + 3) % 7))
        {
            Assert.Equal(expected[(((((o * 3) + i) * 7) + y) * 7) + x], values[(((((y * 7) + x) * 3) + i) * 64) + o], 1e-7f);
        }

        Assert.True(checkpoint.Tensors.ContainsKey("opt/state/step"));
    }

    [Fact]
    public void Entries_that_are_not_weights_are_counted()
    {
        using var checkpoint = CheckpointFile.Open(Shared.Find("reference/checkpoints/musiq-tiny-module.pth.tar"));
        Assert.Equal(2, checkpoint.Ignored);
    }

    [Fact]
    public void A_missing_file_a_folder_and_an_empty_file_have_their_own_messages()
    {
        AssertRefused("no such file", _folder["absent.pth"]);
        AssertRefused("folder", _folder.Path);
        AssertRefused("empty", _folder.Write("empty.pth", []));
        AssertRefused("not a checkpoint", _folder.Write("text.pth", "just a text, longer than sixteen bytes"u8.ToArray()));
    }

    /// <summary>Truncated or changed anywhere, a file is read or refused.</summary>
    [Theory]
    [MemberData(nameof(SmallFiles))]
    public void A_damaged_file_is_refused_or_read(string name, byte[] content)
    {
        for (var length = 0; length < content.Length; length += Math.Max(1, content.Length / 40))
        {
            Open(_folder.Write(name, content.AsSpan(0, length)));
        }

        Gen.Select(Gen.Int[0, content.Length - 1], Gen.Byte).Array[1, 4].Sample(
            changes =>
            {
                var changed = content.ToArray();
                foreach (var (position, value) in changes)
                {
                    changed[position] = value;
                }

                Open(_folder.Write(name, changed));
            },
            iter: 1000,
            threads: 1);
    }

    public static TheoryData<string, byte[]> SmallFiles() => new()
    {
        { "small.safetensors", SafeTensorsTests.Bytes("""{"a":{"dtype":"F32","shape":[2,2],"data_offsets":[0,16]},"b":{"dtype":"F16","shape":[1],"data_offsets":[16,18]}}""", 18) },
        { "small.npz", NpzTests.Archive(("a", NpzTests.Array("<f4", "(2, 3)", new byte[24])), ("b", NpzTests.Array("<f8", "()", new byte[8]))) },
        { "deflated.npz", NpzTests.Archive(System.IO.Compression.CompressionLevel.Optimal, ("a", NpzTests.Array("<f4", "(2, 3)", new byte[24]))) },
        { "small.pth", PickleTests.Checkpoint(PickleTests.OneTensor) },
        { "legacy.pth", File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Checkpoints", "Fixtures", "legacy.pth")) },
    };

    internal static void AssertRefused(string reason, string path)
    {
        var refusal = Assert.Throws<BadWeightsException>(() => CheckpointFile.Open(path));
        Assert.Contains(reason, refusal.Reason, StringComparison.Ordinal);
        Assert.StartsWith(path, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
    }

    private static void Open(string path)
    {
        try
        {
            using var checkpoint = CheckpointFile.Open(path);
            Assert.All(checkpoint.Tensors.Values, tensor => tensor.ToFloats());
        }
        catch (BadWeightsException)
        {
            // refused
        }
    }
}
