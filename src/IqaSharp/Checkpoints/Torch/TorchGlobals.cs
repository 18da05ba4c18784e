using IqaSharp.Core;

namespace IqaSharp.Checkpoints.Torch;

/// <summary>The Python names that a checkpoint may use, and their meaning here. No Python is run.</summary>
internal static class TorchGlobals
{
    private const string Tensor = "torch._utils._rebuild_tensor_v2";
    private const string Parameter = "torch._utils._rebuild_parameter";
    private const string OrderedDictionary = "collections.OrderedDict";
    private const int MostDimensions = 64; // PyTorch's own limit

    // Types without a TensorType hold counters and masks, never weights.
    private static readonly Dictionary<string, (TensorType? Type, int Size)> Storages = new()
    {
        ["torch.HalfStorage"] = (TensorType.F16, 2),
        ["torch.BFloat16Storage"] = (TensorType.BF16, 2),
        ["torch.FloatStorage"] = (TensorType.F32, 4),
        ["torch.DoubleStorage"] = (TensorType.F64, 8),
        ["torch.LongStorage"] = (TensorType.I64, 8),
        ["torch.IntStorage"] = (null, 4),
        ["torch.ShortStorage"] = (null, 2),
        ["torch.CharStorage"] = (null, 1),
        ["torch.ByteStorage"] = (null, 1),
        ["torch.BoolStorage"] = (null, 1),
    };

    public static bool IsAllowed(string global) => global is Tensor or Parameter or OrderedDictionary || Storages.ContainsKey(global);

    /// <summary>The result of calling an allowed name.</summary>
    /// <exception cref="InvalidDataException">The operands do not match the name.</exception>
    public static object? Call(string global, object?[] operands) => (global, operands) switch
    {
        (Tensor, [PickledStorage storage, long offset, object?[] shape, object?[] strides, ..]) =>
            new PickledTensor(storage, offset, Numbers(shape), Numbers(strides)),
        (Parameter, [PickledTensor tensor, ..]) => tensor,
        (OrderedDictionary, []) => new PickledDictionary(),
        (OrderedDictionary, [List<object?> pairs]) => Dictionary(pairs),
        _ => throw new InvalidDataException($"{global} has the wrong operands"),
    };

    /// <summary>The storage of a persistent id: ("storage", type, key, device, length[, view]), where a legacy view is (key, offset, length) or None.</summary>
    /// <exception cref="InvalidDataException">It is not such an id.</exception>
    public static PickledStorage Storage(object?[] id) =>
        id is ["storage", string type, string key, _, long length, .. var view] && Storages.TryGetValue(type, out var stored)
            ? new PickledStorage(stored.Type, key, stored.Size, length, view is [object?[] and [_, long offset, _]] ? offset : 0)
            : throw new InvalidDataException("a storage has no such id");

    private static long[] Numbers(object?[] items) =>
        items.Length > MostDimensions ? throw new InvalidDataException($"a tensor has more than {MostDimensions} dimensions")
        : Array.ConvertAll(items, item => item is long number ? number : throw new InvalidDataException("a tensor's sides or strides are not numbers"));

    private static PickledDictionary Dictionary(List<object?> pairs)
    {
        var dictionary = new PickledDictionary();
        foreach (var pair in pairs)
        {
            // Python 3 writes tuples, Python 2 lists.
            if (pair is not IList<object?> { Count: 2 } entry)
            {
                throw new InvalidDataException($"an item of {OrderedDictionary} is not a pair");
            }

            dictionary.Add(entry[0], entry[1]);
        }

        return dictionary;
    }
}
