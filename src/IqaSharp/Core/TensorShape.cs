namespace IqaSharp.Core;

/// <summary>Checks shapes that files announce.</summary>
internal static class TensorShape
{
    /// <summary>The bytes that a tensor of this shape takes, or null if there can be none: a side is negative, or the size exceeds 2 GB.</summary>
    public static int? Bytes(ReadOnlySpan<long> shape, TensorType type) => Bytes(shape, Tensor.SizeOf(type));

    /// <inheritdoc cref="Bytes(ReadOnlySpan{long}, TensorType)"/>
    /// <param name="shape">The sides.</param>
    /// <param name="elementSize">Bytes per element.</param>
    public static int? Bytes(ReadOnlySpan<long> shape, int elementSize)
    {
        long bytes = elementSize;
        var empty = false;
        foreach (var side in shape)
        {
            if (side is < 0 or > int.MaxValue)
            {
                return null;
            }

            empty |= side == 0;
            bytes *= Math.Max(side, 1); // a side of zero must not hide an overflowing one
            if (bytes > int.MaxValue)
            {
                return null;
            }
        }

        return empty ? 0 : (int)bytes;
    }
}
