using IqaSharp.Core;

namespace IqaSharp.Checkpoints.Torch;

/// <summary>A storage that a pickle refers to; its elements are elsewhere in the file.</summary>
/// <param name="Type">The element type; null for types that hold no weights.</param>
/// <param name="Key">Its name in the file.</param>
/// <param name="ElementSize">Bytes per element.</param>
/// <param name="Length">The number of elements.</param>
/// <param name="ViewOffset">The offset of a view into another storage, in elements.</param>
internal sealed record PickledStorage(TensorType? Type, string Key, int ElementSize, long Length, long ViewOffset);
