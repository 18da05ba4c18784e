using System.Buffers.Binary;
using IqaSharp.Checkpoints.Torch;
using IqaSharp.Core;

namespace IqaSharp.Checkpoints;

/// <summary>Opens checkpoints of any supported format, recognised by content: safetensors, NumPy's npz, PyTorch's zip and legacy layouts.</summary>
public static class CheckpointFile
{
    private static ReadOnlySpan<byte> ZipMagic => "PK\x03\x04"u8;

    /// <summary>Opens a checkpoint. Dispose of it when its tensors are no longer needed.</summary>
    /// <exception cref="BadWeightsException">It cannot be read, is of no supported format, or is damaged or hostile.</exception>
    public static Checkpoint Open(string path)
    {
        var file = WeightFile.Open(path);
        try
        {
            var start = file.Window(0, Math.Min(file.Length, 16))!.Value.Span;
            return start.StartsWith(ZipMagic) ? OpenArchive(file)
                : TorchLegacy.Recognises(start) ? TorchLegacy.Read(file)
                : start.Length > 8 && BinaryPrimitives.ReadInt64LittleEndian(start) > 0 && start[8] == '{' ? WithoutParallelPrefix(SafeTensors.Read(file))
                : throw new BadWeightsException(path, "not a checkpoint: none of safetensors, npz and PyTorch's formats");
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>As the readers of PyTorch's own formats do. A model file of ours is left as it is: its network gave those names.</summary>
    private static Checkpoint WithoutParallelPrefix(Checkpoint checkpoint) =>
        checkpoint.Metadata.Keys.Any(key => key.StartsWith("iqa.", StringComparison.Ordinal))
            ? checkpoint
            : new Checkpoint(checkpoint.Source, ParallelPrefix.Remove(checkpoint.Tensors), checkpoint.Metadata, checkpoint.Ignored, checkpoint);

    private static Checkpoint OpenArchive(WeightFile file)
    {
        var entries = ZipDirectory.Read(file);
        return entries.Any(entry => entry.Name.EndsWith(".npy", StringComparison.Ordinal))
            ? Npz.Read(file, entries)
            : TorchZip.Read(file, entries);
    }
}
