using IqaSharp.Core;

namespace IqaSharp.Checkpoints.Torch;

/// <summary>PyTorch's checkpoints since 1.6: an archive with a pickle and a file for each storage, read on use.</summary>
internal static class TorchZip
{
    private const string Pickle = "/data.pkl";

    /// <exception cref="BadWeightsException">It is not a checkpoint, is damaged, or requests something that is refused.</exception>
    public static Checkpoint Read(WeightFile file, List<ZipEntry> entries)
    {
        var pickle = entries.FirstOrDefault(e => e.Name.EndsWith(Pickle, StringComparison.Ordinal) && e.Name.LastIndexOf('/') == e.Name.IndexOf('/', StringComparison.Ordinal))
            ?? throw new BadWeightsException(file.Path, "not a checkpoint: the archive holds neither arrays nor PyTorch's data.pkl");
        var root = pickle.Name[..^Pickle.Length];
        var contents = new Dictionary<string, ZipEntry>();
        foreach (var entry in entries)
        {
            contents.TryAdd(entry.Name, entry);
        }

        try
        {
            if (contents.TryGetValue($"{root}/byteorder", out var order) && (order.Length != "little".Length || !order.Content().Span.SequenceEqual("little"u8)))
            {
                throw new InvalidDataException("is not little-endian");
            }

            // Objects take far more memory than the operations that make them.
            if (pickle.Length > file.Length)
            {
                throw new InvalidDataException("its pickle inflates to more than the whole file");
            }

            var storages = new Dictionary<string, ReadOnlyMemory<byte>>(); // many tensors may share one that is deflated
            return StateDictionary.Of(new Unpickler(file.Path, pickle.Content()).Load()).Read(file, storage => Content(contents, storages, $"{root}/data/{storage.Key}", storage));
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            throw new BadWeightsException(file.Path, e is EndOfStreamException ? "is cut off" : e.Message, e);
        }
    }

    private static ReadOnlyMemory<byte>? Content(Dictionary<string, ZipEntry> contents, Dictionary<string, ReadOnlyMemory<byte>> storages, string name, PickledStorage storage)
    {
        if (!contents.TryGetValue(name, out var entry) || entry.Length != storage.Length * storage.ElementSize)
        {
            return null;
        }

        if (!storages.TryGetValue(name, out var content))
        {
            storages[name] = content = entry.Content();
        }

        return content;
    }
}
