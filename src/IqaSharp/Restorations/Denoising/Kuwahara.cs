using IqaSharp.Imaging.ColourSpaces;
using IqaSharp.Imaging.Planes;
using IqaSharp.Restorations.Filtering;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace IqaSharp.Restorations.Denoising;

/// <summary>The Kuwahara filter: of the four squares that meet at a sample, the mean of the one with the least variance. The result looks painted.</summary>
/// <remarks>Kuwahara, Hachimura, Eiho, Kinoshita, "Processing of RI-angiocardiographic images", 1976.</remarks>
internal static class Kuwahara
{
    /// <param name="planes">Y, Cb and Cr; the variance is that of luma.</param>
    /// <param name="half">The squares are 2·half + 1 pixels wide.</param>
    public static ColourPlanes Apply(ColourPlanes planes, int half)
    {
        using var means = planes.Select(plane => BoxMean.Of(plane, half));
        using var squares = new Plane(planes.First.Width, planes.First.Height);
        TensorPrimitives.Multiply(planes.First.Samples, planes.First.Samples, squares.Samples);
        using var variances = BoxMean.Of(squares, half);
        TensorPrimitives.Multiply(means.First.Samples, means.First.Samples, squares.Samples);
        TensorPrimitives.Subtract(variances.Samples, squares.Samples, variances.Samples);

        using var variance = new MirroredPlane(variances, half);
        using var first = new MirroredPlane(means.First, half);
        using var second = new MirroredPlane(means.Second, half);
        using var third = new MirroredPlane(means.Third, half);
        var result = planes.Select(static plane => new Plane(plane.Width, plane.Height));
        for (var y = 0; y < first.Height; y++)
        {
            var a = result.First.Row(y);
            var b = result.Second.Row(y);
            var c = result.Third.Row(y);
            for (var x = 0; x < a.Length; x++)
            {
                var (dx, dy) = LeastVariance(variance, x, y, half);
                (a[x], b[x], c[x]) = (first.At(x + dx, y + dy), second.At(x + dx, y + dy), third.At(x + dx, y + dy));
            }
        }

        return result;
    }

    private static (int X, int Y) LeastVariance(MirroredPlane variance, int x, int y, int half)
    {
        var (best, least) = ((X: 0, Y: 0), float.PositiveInfinity);
        for (var corner = 0; corner < 4; corner++)
        {
            var (dx, dy) = ((corner & 1) == 0 ? -half : half, (corner & 2) == 0 ? -half : half);
            if (variance.At(x + dx, y + dy) < least)
            {
                (best, least) = ((dx, dy), variance.At(x + dx, y + dy));
            }
        }

        return best;
    }
}
