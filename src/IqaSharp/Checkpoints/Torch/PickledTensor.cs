using IqaSharp.Core;

namespace IqaSharp.Checkpoints.Torch;

/// <summary>A tensor as a pickle describes it: a view of a storage.</summary>
/// <param name="Storage">The storage of its elements.</param>
/// <param name="Offset">The first element's index in the storage.</param>
/// <param name="Shape">The sides.</param>
/// <param name="Strides">In elements.</param>
internal sealed record PickledTensor(PickledStorage Storage, long Offset, long[] Shape, long[] Strides)
{
    /// <summary>The tensor: a view of its storage if its elements are contiguous, else a copy.</summary>
    /// <param name="storage">The storage's bytes.</param>
    /// <exception cref="InvalidDataException">It is larger than its storage, or extends beyond it.</exception>
    public Tensor Read(ReadOnlyMemory<byte> storage)
    {
        var (type, size) = (Storage.Type!.Value, Storage.ElementSize);
        var offset = Offset + Storage.ViewOffset;
        if (Shape.Length != Strides.Length || TensorShape.Bytes(Shape, type) is not { } bytes || bytes > storage.Length)
        {
            throw new InvalidDataException($"has the shape [{string.Join(", ", Shape)}], more than its storage holds");
        }

        var shape = Array.ConvertAll(Shape, side => (int)side);
        if (bytes == 0)
        {
            return new Tensor(type, shape, ReadOnlyMemory<byte>.Empty);
        }

        // Every stride is bounded by the storage, so the sum cannot overflow.
        var limit = storage.Length / size;
        var last = offset;
        for (var d = 0; d < shape.Length; d++)
        {
            if (Strides[d] < 0 || Strides[d] > limit && shape[d] > 1 || offset < 0 || offset > limit)
            {
                throw new InvalidDataException("reaches out of its storage");
            }

            last += (shape[d] - 1) * (shape[d] > 1 ? Strides[d] : 0);
        }

        if (offset < 0 || last >= limit)
        {
            throw new InvalidDataException("reaches out of its storage");
        }

        var rowMajor = Strided.RowMajor(shape);
        var inOrder = !shape.Where((side, d) => side > 1 && Strides[d] != rowMajor[d]).Any();
        return new Tensor(type, shape, inOrder
            ? storage.Slice((int)(offset * size), bytes)
            : Strided.Gather(storage.Span, size, offset, shape, Strides));
    }
}
