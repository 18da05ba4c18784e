using IqaSharp.Core;

namespace IqaSharp.Checkpoints.Torch;

/// <summary>The weights in a saved training state.</summary>
/// <param name="Tensors">By name, without wrappers and prefixes.</param>
/// <param name="Ignored">The number of other entries: epochs, optimiser state, counters.</param>
internal sealed record StateDictionary(IReadOnlyDictionary<string, PickledTensor> Tensors, int Ignored)
{
    private const int Deepest = 4;

    // Tensors may share storages, but not so much that the file becomes a decompression bomb.
    private const long MostSharing = 10;

    private static readonly string[] Wrappers = ["params_ema", "params", "state_dict", "model_state_dict", "model"];

    /// <summary>Finds the tensors, which may be nested below one of the usual keys.</summary>
    /// <exception cref="InvalidDataException">There are no tensors.</exception>
    public static StateDictionary Of(object? saved)
    {
        var ignored = 0;
        var dictionary = saved as PickledDictionary;
        for (var depth = 0; depth < Deepest && dictionary is not null; depth++)
        {
            var inner = Wrappers.Select(key => dictionary.Named.LastOrDefault(e => e.Key == key).Value).OfType<PickledDictionary>().FirstOrDefault();
            if (inner is null)
            {
                break;
            }

            ignored += dictionary.Count - 1;
            dictionary = inner;
        }

        var tensors = new Dictionary<string, PickledTensor>();
        foreach (var (key, value) in dictionary?.Named ?? [])
        {
            if (value is PickledTensor { Storage.Type: not null } tensor)
            {
                tensors[key] = tensor;
            }
        }

        if (tensors.Count == 0)
        {
            throw new InvalidDataException("holds no tensors");
        }

        ignored += dictionary!.Count - tensors.Count;
        return new StateDictionary(ParallelPrefix.Remove(tensors), ignored);
    }

    /// <summary>Reads the tensors from their storages.</summary>
    /// <param name="file">The file; the checkpoint keeps it.</param>
    /// <param name="storageBytes">A storage's bytes, or null if the file has none of that name and length.</param>
    /// <exception cref="BadWeightsException">A storage is missing, or a tensor extends beyond its storage.</exception>
    public Checkpoint Read(WeightFile file, Func<PickledStorage, ReadOnlyMemory<byte>?> storageBytes)
    {
        var read = new Dictionary<string, Tensor>();
        var bytes = 0L;
        foreach (var (name, tensor) in Tensors)
        {
            try
            {
                read[name] = tensor.Read(storageBytes(tensor.Storage) ?? throw new InvalidDataException("has no storage of its length"));
                bytes += read[name].Bytes.Length;
                if (bytes > MostSharing * file.Length)
                {
                    throw new InvalidDataException($"and those before it hold more than {MostSharing} times the file's size");
                }
            }
            catch (InvalidDataException e)
            {
                throw new BadWeightsException(file.Path, $"{name} {e.Message}", e);
            }
        }

        return new Checkpoint(file.Path, read, ignored: Ignored, backing: file);
    }
}
