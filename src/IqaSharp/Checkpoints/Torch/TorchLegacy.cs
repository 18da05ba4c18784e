using System.Buffers.Binary;
using System.Numerics;
using IqaSharp.Core;

namespace IqaSharp.Checkpoints.Torch;

/// <summary>PyTorch's checkpoints before 1.6: five pickles (magic, protocol, system, object, storage keys), then the storages.</summary>
internal static class TorchLegacy
{
    private static readonly BigInteger Magic = BigInteger.Parse("119547037146038801333356", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The most bytes that the pickles take: they hold names and shapes, not numbers.</summary>
    private const int LargestPickles = 1 << 26;

    /// <summary>Whether a file begins like a pickle.</summary>
    public static bool Recognises(ReadOnlySpan<byte> start) => start is [0x80, >= 2 and <= 5, ..];

    /// <exception cref="BadWeightsException">It is not a checkpoint, is damaged, or requests something that is refused.</exception>
    public static Checkpoint Read(WeightFile file)
    {
        var position = 0L;
        var pickles = file.Window(0, Math.Min(LargestPickles, file.Length))!.Value.ToArray();
        if (Next(file, pickles, ref position).Value is not BigInteger magic || magic != Magic)
        {
            throw new BadWeightsException(file.Path, "not a checkpoint: a pickle, but not one that PyTorch wrote");
        }

        Next(file, pickles, ref position); // the protocol's version: there is only one
        if (Next(file, pickles, ref position).Value is PickledDictionary system && system.Named.Any(e => e is ("little_endian", false)))
        {
            throw new BadWeightsException(file.Path, "is not little-endian");
        }

        try
        {
            var (saved, known) = Next(file, pickles, ref position);
            var keys = Next(file, pickles, ref position).Value as List<object?> ?? throw new InvalidDataException("lists no storages");
            var storages = Locate(file, keys.OfType<string>(), known, position);
            return StateDictionary.Of(saved).Read(file, storage => storages.GetValueOrDefault(storage.Key));
        }
        catch (InvalidDataException e)
        {
            throw new BadWeightsException(file.Path, e.Message, e);
        }
    }

    /// <summary>Locates each storage: its length as a 64-bit number, then its elements, whose size only the pickle gives.</summary>
    private static Dictionary<string, ReadOnlyMemory<byte>?> Locate(WeightFile file, IEnumerable<string> keys, IReadOnlyDictionary<string, PickledStorage> known, long position)
    {
        var storages = new Dictionary<string, ReadOnlyMemory<byte>?>();
        foreach (var key in keys)
        {
            if (file.Window(position, sizeof(long)) is not { } prefix)
            {
                throw new InvalidDataException("is cut off");
            }

            var length = BinaryPrimitives.ReadInt64LittleEndian(prefix.Span);
            if (!known.TryGetValue(key, out var storage) || length < 0 || length > file.Length
                || file.Window(position + sizeof(long), length * storage.ElementSize) is not { } content)
            {
                throw new InvalidDataException("is cut off");
            }

            storages[key] = content;
            position += sizeof(long) + content.Length;
        }

        return storages;
    }

    private static (object? Value, IReadOnlyDictionary<string, PickledStorage> Storages) Next(WeightFile file, byte[] pickles, ref long position)
    {
        var unpickler = new Unpickler(file.Path, pickles.AsMemory((int)position));
        var value = unpickler.Load();
        position += unpickler.Position;
        return (value, unpickler.Storages);
    }
}
