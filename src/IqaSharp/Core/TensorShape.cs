namespace IqaSharp.Core;

/// <summary>Shapes as files announce them.</summary>
internal static class TensorShape
{
    /// <summary>The bytes that numbers of this shape take, or null where there is no such tensor: a negative or overflowing side, or more than memory windows hold.</summary>
    public static int? Bytes(ReadOnlySpan<long> shape, TensorType type)
    {
        long bytes = Tensor.SizeOf(type);
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
