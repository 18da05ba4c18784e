using System.Numerics.Tensors;
using IqaSharp.Imaging;
using IqaSharp.Imaging.ColourSpaces;
using IqaSharp.Imaging.Planes;

namespace IqaSharp.Metrics.NoReference;

/// <summary>The mean squared gradient of the luma under Sobel's 3×3 operators: a measure of sharpness. Larger is sharper, or noisier.</summary>
/// <remarks>Tenenbaum, "Accommodation in Computer Vision", Stanford 1970; Krotkov, "Focusing", IJCV 1, 1988.
/// Luma in 0–255, no threshold, reflected at the border about the edge pixel.</remarks>
public static class Tenengrad
{
    /// <summary>The smallest side, in pixels.</summary>
    public const int SmallestSide = 1;

    /// <summary>The score of an image.</summary>
    public static double Score(Image image)
    {
        using var luma = Colour.Grey(image.At8Bits);
        return Score(luma);
    }

    /// <summary>The score of a luma plane.</summary>
    /// <param name="luma">0–255.</param>
    public static double Score(Plane luma)
    {
        ArgumentNullException.ThrowIfNull(luma);
        var (above, row, below) = (new float[luma.Width + 2], new float[luma.Width + 2], new float[luma.Width + 2]);
        var (mixed, gradient) = (new float[luma.Width + 2], new float[luma.Width]);
        var squares = 0.0;
        for (var y = 0; y < luma.Height; y++)
        {
            MirroredRows.Read(luma, y - 1, above);
            MirroredRows.Read(luma, y, row);
            MirroredRows.Read(luma, y + 1, below);

            TensorPrimitives.Add<float>(above, below, mixed);
            TensorPrimitives.MultiplyAdd(row, 2, mixed, mixed);
            TensorPrimitives.Subtract<float>(mixed.AsSpan(2..), mixed.AsSpan(..^2), gradient);
            squares += TensorPrimitives.SumOfSquares<float>(gradient);

            TensorPrimitives.Subtract<float>(below, above, mixed);
            TensorPrimitives.Add<float>(mixed.AsSpan(..^2), mixed.AsSpan(2..), gradient);
            TensorPrimitives.MultiplyAdd(mixed.AsSpan(1..^1), 2, gradient, gradient);
            squares += TensorPrimitives.SumOfSquares<float>(gradient);
        }

        return squares / luma.Samples.Length;
    }
}
