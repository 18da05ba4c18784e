using System.Numerics.Tensors;
using IqaSharp.Imaging.Planes;

namespace IqaSharp.Metrics.Classical;

/// <summary>Normalised Laplacian pyramid distance: distance between Laplacian pyramids after divisive normalisation by neighbouring samples.</summary>
/// <remarks>Laparra, Ballé, Berardino, Simoncelli, "Perceptual image quality assessment using a normalized Laplacian pyramid", Electronic Imaging 2016, eqs. 1–4,
/// with the authors' weights and constants, fitted to photographs. 0 is identical; larger is worse.</remarks>
public static class Nlpd
{
    /// <summary>The shortest side in pixels that leaves a pixel at the sixth level.</summary>
    public const int SmallestSide = 32;

    private const int Reach = 2;

    /// <summary>The constant of each level, and the offsets and weights of the neighbours.</summary>
    private static readonly (float Constant, (int Right, int Down, float Weight)[] Neighbours)[] Levels =
    [
        (0.0248f, [(0, 1, 0.1011f), (1, 0, 0.1493f), (-1, 0, 0.1460f), (-2, 0, 0.0072f), (0, -1, 0.1015f)]),
        (0.0185f, [(0, 1, 0.0757f), (1, 0, 0.1986f), (-1, 0, 0.1846f), (0, -1, 0.0837f)]),
        (0.0179f, [(0, 1, 0.0477f), (1, 0, 0.2138f), (-1, 0, 0.2243f), (0, -1, 0.0467f)]),
        (0.0191f, [(1, 0, 0.2503f), (-1, 0, 0.2616f)]),
        (0.0220f, [(1, 0, 0.2598f), (-1, 0, 0.2552f)]),
        (0.2782f, [(1, 0, 0.2215f), (-1, 0, 0.0717f)]),
    ];

    /// <param name="reference">Grey, [height, width], 0–255.</param>
    /// <param name="distorted">A plane of the same size.</param>
    /// <exception cref="ArgumentException">The planes differ in size.</exception>
    public static double Score(Plane reference, Plane distorted)
    {
        Plane.ThrowIfDifferent(reference, distorted);
        using var x = Extract(reference);
        using var y = Extract(distorted);
        return Score(x, y);
    }

    /// <summary>The normalised Laplacian pyramid of an image.</summary>
    internal static PlaneSet Extract(Plane grey)
    {
        using var image = new Plane(grey.Width, grey.Height);
        TensorPrimitives.Divide(grey.Samples, 255, image.Samples);
        using var pyramid = LaplacianPyramid.WithBurtAdelsonFilter(image, Levels.Length);
        return new PlaneSet([.. Enumerable.Range(0, Levels.Length).Select(level => Normalise(pyramid[level], Levels[level].Constant, Levels[level].Neighbours))]);
    }

    internal static double Score(PlaneSet reference, PlaneSet distorted) =>
        Enumerable.Range(0, Levels.Length).Average(level => Math.Sqrt(Statistics.MeanSquare(reference[level], distorted[level])));

    private static Plane Normalise(Plane band, float constant, (int Right, int Down, float Weight)[] neighbours)
    {
        using var sizes = Filter.Pad(band, Reach, Reach, Border.Zero);
        TensorPrimitives.Abs<float>(sizes.Samples, sizes.Samples);
        var weights = neighbours.Select(neighbour => neighbour.Weight).ToArray();
        var starts = new int[neighbours.Length];
        var result = new Plane(band.Width, band.Height);
        for (var y = 0; y < band.Height; y++)
        {
            for (var i = 0; i < starts.Length; i++)
            {
                starts[i] = ((y + Reach + neighbours[i].Down) * sizes.Width) + Reach + neighbours[i].Right;
            }

            var row = result.Row(y);
            Lanes.Combine(sizes.Samples, starts, weights, row);
            TensorPrimitives.Add(row, constant, row);
            TensorPrimitives.Divide<float>(band.Row(y), row, row);
        }

        return result;
    }
}
