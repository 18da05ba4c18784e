using System.Numerics.Tensors;
using IqaSharp.Imaging.Planes;

namespace IqaSharp.Metrics.NoReference;

/// <summary>Downsampling by two with an antialiased bicubic kernel (a = −0.5), symmetric boundaries: MATLAB's <c>imresize(luma, 0.5)</c>.</summary>
internal static class HalfBicubic
{
    private const int Taps = 8;

    // Keys' cubic at distances of 0.25, 0.75, 1.25 and 1.75 output pixels, halved.
    private static readonly float[] Weights =
    [
        -0.01171875f, -0.03515625f, 0.11328125f, 0.43359375f, 0.43359375f, 0.11328125f, -0.03515625f, -0.01171875f,
    ];

    /// <summary>Downsamples a plane; odd sides round up.</summary>
    public static Plane Of(Plane plane)
    {
        var half = new Plane((plane.Width + 1) / 2, (plane.Height + 1) / 2);
        var mixed = new float[plane.Width];
        var padded = new float[(2 * half.Width) + Taps - 2];
        for (var y = 0; y < half.Height; y++)
        {
            mixed.AsSpan().Clear();
            for (var k = 0; k < Taps; k++)
            {
                TensorPrimitives.MultiplyAdd(plane.Row(SymmetricBorder.Index((2 * y) + k - 3, plane.Height)), Weights[k], mixed, mixed);
            }

            mixed.CopyTo(padded, 3);
            for (var k = 1; k <= 3; k++)
            {
                padded[3 - k] = mixed[SymmetricBorder.Index(-k, plane.Width)];
            }

            for (var x = plane.Width + 3; x < padded.Length; x++)
            {
                padded[x] = mixed[SymmetricBorder.Index(x - 3, plane.Width)];
            }

            var row = half.Row(y);
            for (var x = 0; x < row.Length; x++)
            {
                row[x] = TensorPrimitives.Dot(padded.AsSpan(2 * x, Taps), Weights);
            }
        }

        return half;
    }
}
