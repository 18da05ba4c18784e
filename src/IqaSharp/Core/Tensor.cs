using System.Buffers.Binary;
using System.Runtime.InteropServices;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace IqaSharp.Core;

/// <summary>A shaped array of numbers as stored in a file, row-major; converted to float32 on demand.</summary>
/// <param name="Type">How the numbers are stored.</param>
/// <param name="Shape">Outermost dimension first; empty for a scalar.</param>
/// <param name="Bytes">The numbers, contiguous and little-endian; often a range of a file that is read on use.</param>
public sealed record Tensor(TensorType Type, int[] Shape, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>How many numbers there are.</summary>
    public int Length => Bytes.Length / SizeOf(Type);

    /// <summary>Bytes of one number.</summary>
    public static int SizeOf(TensorType type) => type switch
    {
        TensorType.F16 or TensorType.BF16 => 2,
        TensorType.F32 => 4,
        _ => 8,
    };

    /// <summary>A float32 tensor of the given values.</summary>
    /// <exception cref="ArgumentException">The shape does not hold as many values.</exception>
    public static Tensor Of(ReadOnlySpan<float> values, params int[] shape)
    {
        if (shape.Aggregate(1L, (product, side) => product * side) != values.Length)
        {
            throw new ArgumentException($"{values.Length} values do not fill the shape [{string.Join(", ", shape)}]", nameof(values));
        }

        return new Tensor(TensorType.F32, shape, MemoryMarshal.AsBytes(values).ToArray());
    }

    /// <summary>The numbers as float32, a new array.</summary>
    public float[] ToFloats()
    {
        var floats = new float[Length];
        CopyTo(floats);
        return floats;
    }

    /// <summary>Writes the numbers as float32.</summary>
    public void CopyTo(Span<float> destination)
    {
        var bytes = Bytes.Span;
        switch (Type)
        {
            case TensorType.F32:
                MemoryMarshal.Cast<byte, float>(bytes).CopyTo(destination);
                break;
            case TensorType.F16:
                TensorPrimitives.ConvertToSingle(MemoryMarshal.Cast<byte, Half>(bytes), destination);
                break;
            case TensorType.BF16:
                for (var i = 0; i < Length; i++)
                {
                    destination[i] = BitConverter.Int32BitsToSingle(BinaryPrimitives.ReadUInt16LittleEndian(bytes[(2 * i)..]) << 16);
                }

                break;
            case TensorType.F64:
                for (var i = 0; i < Length; i++)
                {
                    destination[i] = (float)BinaryPrimitives.ReadDoubleLittleEndian(bytes[(8 * i)..]);
                }

                break;
            default:
                for (var i = 0; i < Length; i++)
                {
                    destination[i] = BinaryPrimitives.ReadInt64LittleEndian(bytes[(8 * i)..]);
                }

                break;
        }
    }

    /// <summary>The same numbers with another shape of the same length.</summary>
    public Tensor Reshape(params int[] shape) => this with { Shape = shape };

    /// <summary>The transpose of a matrix, as float32.</summary>
    public Tensor Transpose()
    {
        const int Block = 32; // a block fits the first-level cache
        var (rows, columns) = (Shape[0], Shape[1]);
        var source = ToFloats();
        var transposed = new float[source.Length];
        for (var top = 0; top < rows; top += Block)
        {
            for (var left = 0; left < columns; left += Block)
            {
                for (var r = top; r < Math.Min(top + Block, rows); r++)
                {
                    for (var c = left; c < Math.Min(left + Block, columns); c++)
                    {
                        transposed[(c * rows) + r] = source[(r * columns) + c];
                    }
                }
            }
        }

        return Of(transposed, columns, rows);
    }

    /// <summary>The same numbers stored as half precision, for files half the size.</summary>
    public Tensor ToHalf()
    {
        var halves = new Half[Length];
        TensorPrimitives.ConvertToHalf(ToFloats(), halves);
        return new Tensor(TensorType.F16, Shape, MemoryMarshal.AsBytes(halves.AsSpan()).ToArray());
    }
}
