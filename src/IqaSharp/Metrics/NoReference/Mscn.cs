using System.Buffers;
using System.Numerics.Tensors;
using IqaSharp.Imaging.Planes;

namespace IqaSharp.Metrics.NoReference;

/// <summary>Mean-subtracted, contrast-normalised coefficients: (I − µ) / (σ + 1), with µ and σ the local mean and deviation
/// under a 7×7 Gaussian window of deviation 7/6. Those of a pristine photograph follow a generalised Gaussian closely.</summary>
/// <remarks>Mittal, Moorthy, Bovik, "No-Reference Image Quality Assessment in the Spatial Domain", IEEE TIP 21(12), 2012, eqs. 1–3.
/// The local variance is a small difference of large numbers, so it is filtered in double precision.</remarks>
internal sealed class Mscn : IDisposable
{
    private const int Radius = 3;
    private const int Taps = (2 * Radius) + 1;

    /// <summary>A smaller difference from the mean is rounding error: one grey level in the window's corner already changes the mean by 1e-4.</summary>
    private const double Rounding = 1e-7;

    private static readonly double[] Window = CreateWindow();

    private Mscn(int width, int height)
    {
        Coefficients = new Plane(width, height);
        Deviation = new Plane(width, height);
    }

    /// <summary>(I − µ) / (σ + 1); exactly 0 where the window is flat.</summary>
    public Plane Coefficients { get; }

    /// <summary>σ, in grey levels.</summary>
    public Plane Deviation { get; }

    /// <summary>The coefficients of a luma plane.</summary>
    /// <param name="luma">0–255.</param>
    /// <param name="border">The boundary handling.</param>
    public static Mscn Of(Plane luma, MscnBorder border = MscnBorder.Replicate)
    {
        ArgumentNullException.ThrowIfNull(luma);
        return Of(luma, 0, luma.Height, border);
    }

    /// <summary>The coefficients of some rows of a luma plane that is read in bands.</summary>
    /// <param name="luma">0–255.</param>
    /// <param name="top">The first row.</param>
    /// <param name="end">The row after the last.</param>
    /// <param name="border">The boundary handling at the ends of the whole plane.</param>
    public static Mscn Of(LumaRows luma, int top, int end, MscnBorder border = MscnBorder.Replicate)
    {
        var first = Math.Max(0, top - Radius);
        using var band = luma.Read(first, Math.Min(luma.Height, end + Radius));
        return Of(band, top - first, end - first, border);
    }

    private static Mscn Of(Plane luma, int top, int end, MscnBorder border)
    {
        var result = new Mscn(luma.Width, end - top);
        var width = luma.Width;
        var memory = ArrayPool<double>.Shared.Rent((((2 * Taps) + 3) * width) + (2 * Radius)); // NIQE reads many bands
        Memory<double> Part(int index, int more = 0) => memory.AsMemory(index * width, width + more);
        Memory<double>[] rows = [.. Enumerable.Range(0, Taps).Select(k => Part(k))]; // the rows around the current one, and their squares
        Memory<double>[] squares = [.. Enumerable.Range(Taps, Taps).Select(k => Part(k))];
        for (var k = 0; k < Taps; k++)
        {
            Read(luma, top + k - Radius, border, rows[k].Span, squares[k].Span);
        }

        var mean = Part(2 * Taps).Span;
        var square = Part((2 * Taps) + 1).Span;
        var column = Part((2 * Taps) + 2, 2 * Radius).Span;
        for (var y = top; y < end; y++)
        {
            Filter(rows, border, column, mean);
            Filter(squares, border, column, square);
            Normalise(rows[Radius].Span, mean, square, result.Coefficients.Row(y - top), result.Deviation.Row(y - top));
            Rotate(rows);
            Rotate(squares);
            Read(luma, y + Radius + 1, border, rows[^1].Span, squares[^1].Span);
        }

        ArrayPool<double>.Shared.Return(memory);
        return result;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Coefficients.Dispose();
        Deviation.Dispose();
    }

    private static void Read(Plane luma, int y, MscnBorder border, Span<double> row, Span<double> squares)
    {
        if (border == MscnBorder.Zero && (y < 0 || y >= luma.Height))
        {
            row.Clear();
            squares.Clear();
            return;
        }

        TensorPrimitives.ConvertChecked<float, double>(luma.Row(Math.Clamp(y, 0, luma.Height - 1)), row);
        TensorPrimitives.Multiply(row, row, squares);
    }

    private static void Filter(Memory<double>[] rows, MscnBorder border, Span<double> column, Span<double> result)
    {
        var inner = column[Radius..^Radius];
        TensorPrimitives.Multiply(rows[Radius].Span, Window[Radius], inner);
        for (var k = 0; k < Taps; k++)
        {
            if (k != Radius)
            {
                TensorPrimitives.MultiplyAdd(rows[k].Span, Window[k], inner, inner);
            }
        }

        column[..Radius].Fill(border == MscnBorder.Zero ? 0 : inner[0]);
        column[^Radius..].Fill(border == MscnBorder.Zero ? 0 : inner[^1]);
        TensorPrimitives.Multiply(inner, Window[Radius], result);
        for (var k = 0; k < Taps; k++)
        {
            if (k != Radius)
            {
                TensorPrimitives.MultiplyAdd(column.Slice(k, result.Length), Window[k], result, result);
            }
        }
    }

    private static void Normalise(ReadOnlySpan<double> luma, ReadOnlySpan<double> mean, ReadOnlySpan<double> square, Span<float> coefficients, Span<float> deviation)
    {
        for (var x = 0; x < luma.Length; x++)
        {
            var sigma = Math.Sqrt(Math.Abs(square[x] - (mean[x] * mean[x])));
            var difference = luma[x] - mean[x];
            deviation[x] = (float)sigma;
            coefficients[x] = Math.Abs(difference) < Rounding ? 0 : (float)(difference / (sigma + 1));
        }
    }

    private static void Rotate(Memory<double>[] rows)
    {
        var first = rows[0];
        Array.Copy(rows, 1, rows, 0, rows.Length - 1);
        rows[^1] = first;
    }

    private static double[] CreateWindow()
    {
        const double Sigma = 7.0 / 6;
        var window = Enumerable.Range(-Radius, Taps).Select(d => Math.Exp(-d * d / (2 * Sigma * Sigma))).ToArray();
        var sum = window.Sum();
        return [.. window.Select(w => w / sum)];
    }
}
