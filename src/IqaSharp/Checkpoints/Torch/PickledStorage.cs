using IqaSharp.Core;

namespace IqaSharp.Checkpoints.Torch;

/// <summary>Numbers that a pickle speaks of and that lie elsewhere in the file.</summary>
/// <param name="Type">How they are stored; null for types that hold no weights.</param>
/// <param name="Key">Their name in the file.</param>
/// <param name="ElementSize">Bytes of one number.</param>
/// <param name="Length">How many numbers there are.</param>
/// <param name="ViewOffset">Where a view of another storage begins, in numbers.</param>
internal sealed record PickledStorage(TensorType? Type, string Key, int ElementSize, long Length, long ViewOffset);
