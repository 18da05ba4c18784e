using System.Buffers;
using System.Numerics.Tensors;
using IqaSharp.Imaging.Planes;

namespace IqaSharp.Imaging.Fourier;

/// <summary>Two-dimensional Fourier transforms of any size. Frequency zero is at the top left.</summary>
internal static class Transform2D
{
    /// <summary>Columns that are transformed together: few enough to fit the cache.</summary>
    private const int Block = 32;

    /// <summary>The spectrum of an image.</summary>
    public static ComplexPlane Forward(Plane image)
    {
        using var half = new ComplexPlane(image.Height, image.Width);
        var spectrum = new ComplexPlane(image.Width, image.Height);
        Columns(image, null, null, half.Real, half.Imaginary);
        Columns(half.Real, half.Imaginary, null, spectrum.Real, spectrum.Imaginary);
        return spectrum;
    }

    /// <summary>The image of a spectrum.</summary>
    /// <param name="spectrum">The spectrum.</param>
    /// <param name="filter">A frequency response to multiply by; null for none.</param>
    public static ComplexPlane Inverse(ComplexPlane spectrum, Plane? filter = null)
    {
        using var half = new ComplexPlane(spectrum.Height, spectrum.Width);
        var image = new ComplexPlane(spectrum.Width, spectrum.Height);
        Columns(spectrum.Imaginary, spectrum.Real, filter, half.Imaginary, half.Real);
        Columns(half.Imaginary, half.Real, null, image.Imaginary, image.Real);
        var scale = 1f / image.Real.Samples.Length;
        TensorPrimitives.Multiply(image.Real.Samples, scale, image.Real.Samples);
        TensorPrimitives.Multiply(image.Imaginary.Samples, scale, image.Imaginary.Samples);
        return image;
    }

    /// <summary>Transforms the columns and writes them as rows (transposed).</summary>
    private static void Columns(Plane real, Plane? imaginary, Plane? filter, Plane toReal, Plane toImaginary)
    {
        var plan = FourierPlan.Of(real.Height);
        var size = plan.Rows * Block;
        var work = ArrayPool<float>.Shared.Rent(4 * size);
        var x = work.AsSpan(0, size);
        var y = work.AsSpan(size, size);
        for (var first = 0; first < real.Width; first += Block)
        {
            var count = Math.Min(Block, real.Width - first);
            Gather(real, filter, first, count, x);
            if (imaginary is null)
            {
                y.Clear();
            }
            else
            {
                Gather(imaginary, filter, first, count, y);
            }

            plan.Transform(x, y, work.AsSpan(2 * size, size), work.AsSpan(3 * size, size), Block);
            for (var column = 0; column < count; column++)
            {
                Scatter(x[column..], toReal.Row(first + column));
                Scatter(y[column..], toImaginary.Row(first + column));
            }
        }

        ArrayPool<float>.Shared.Return(work);
    }

    private static void Gather(Plane plane, Plane? filter, int first, int count, Span<float> block)
    {
        for (var row = 0; row < plane.Height; row++)
        {
            var line = block.Slice(row * Block, Block);
            if (filter is null)
            {
                plane.Row(row).Slice(first, count).CopyTo(line);
            }
            else
            {
                TensorPrimitives.Multiply(plane.Row(row).Slice(first, count), filter.Row(row).Slice(first, count), line);
            }

            line[count..].Clear();
        }
    }

    private static void Scatter(ReadOnlySpan<float> column, Span<float> row)
    {
        for (var i = 0; i < row.Length; i++)
        {
            row[i] = column[i * Block];
        }
    }
}
