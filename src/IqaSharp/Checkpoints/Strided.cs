namespace IqaSharp.Checkpoints;

/// <summary>Strided arrays.</summary>
internal static class Strided
{
    /// <summary>The strides, in elements, of a row-major array.</summary>
    public static long[] RowMajor(ReadOnlySpan<int> shape)
    {
        var strides = new long[shape.Length];
        var stride = 1L;
        for (var d = shape.Length - 1; d >= 0; d--)
        {
            strides[d] = stride;
            stride *= shape[d];
        }

        return strides;
    }

    /// <summary>The strides, in elements, of a column-major (Fortran-order) array.</summary>
    public static long[] ColumnMajor(ReadOnlySpan<int> shape)
    {
        var strides = new long[shape.Length];
        var stride = 1L;
        for (var d = 0; d < shape.Length; d++)
        {
            strides[d] = stride;
            stride *= shape[d];
        }

        return strides;
    }

    /// <summary>Copies an array into row-major order. The caller has checked that every element is within the source.</summary>
    /// <param name="source">The bytes.</param>
    /// <param name="size">Bytes per element.</param>
    /// <param name="offset">The first element's index.</param>
    /// <param name="shape">The sides.</param>
    /// <param name="strides">In elements.</param>
    public static byte[] Gather(ReadOnlySpan<byte> source, int size, long offset, ReadOnlySpan<int> shape, ReadOnlySpan<long> strides)
    {
        var count = 1;
        foreach (var side in shape)
        {
            count *= side;
        }

        var target = new byte[count * size];
        var index = new int[shape.Length];
        var position = offset;
        for (var i = 0; i < count; i++)
        {
            source.Slice((int)(position * size), size).CopyTo(target.AsSpan(i * size));
            for (var d = shape.Length - 1; d >= 0; d--)
            {
                position += strides[d];
                if (++index[d] < shape[d])
                {
                    break;
                }

                position -= strides[d] * shape[d];
                index[d] = 0;
            }
        }

        return target;
    }
}
