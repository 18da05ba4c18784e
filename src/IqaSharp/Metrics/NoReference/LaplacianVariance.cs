using System.Numerics.Tensors;
using IqaSharp.Imaging;
using IqaSharp.Imaging.ColourSpaces;
using IqaSharp.Imaging.Planes;

namespace IqaSharp.Metrics.NoReference;

/// <summary>The variance of the Laplacian of the luma: a measure of sharpness. Larger is sharper, or noisier.</summary>
/// <remarks>Pech-Pacheco, Cristóbal, Chamorro-Martínez, Fernández-Valdivia, "Diatom autofocusing in brightfield microscopy: a comparative study", ICPR 2000.
/// The four-neighbour Laplacian on luma in 0–255, reflected at the border about the edge pixel.</remarks>
public static class LaplacianVariance
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
        var (row, response) = (new float[luma.Width + 2], new float[luma.Width]);
        var (sum, squares) = (0.0, 0.0);
        for (var y = 0; y < luma.Height; y++)
        {
            MirroredRows.Read(luma, y, row);
            TensorPrimitives.Add(row.AsSpan(..^2), row.AsSpan(2..), response);
            TensorPrimitives.MultiplyAdd(luma.Row(y), -4, response, response);
            TensorPrimitives.Add(response, luma.Row(MirroredRows.Index(y - 1, luma.Height)), response);
            TensorPrimitives.Add(response, luma.Row(MirroredRows.Index(y + 1, luma.Height)), response);
            sum += TensorPrimitives.Sum<float>(response);
            squares += TensorPrimitives.SumOfSquares<float>(response);
        }

        var mean = sum / luma.Samples.Length;
        return Math.Max(0, (squares / luma.Samples.Length) - (mean * mean));
    }
}
