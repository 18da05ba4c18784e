using IqaSharp.Imaging.Planes;
using IqaSharp.Imaging.Resampling;
using IqaSharp.Restorations.Filtering;

namespace IqaSharp.Restorations.Upscaling;

/// <summary>Interpolates a missing sample on a quincunx lattice, where every second sample is known.</summary>
/// <param name="missing">The missing sample. Known are the samples at i·across + j·along with i + j odd, |i| and |j| up to 6, but at most 10 samples away.</param>
/// <param name="across">Memory offset of one step along the first axis.</param>
/// <param name="along">Memory offset of one step along the second axis.</param>
internal delegate float LatticeInterpolation(ref float missing, int across, int along);

/// <summary>Upscales by repeated doubling: first the samples between four diagonal neighbours, then, on the lattice rotated by 45°, the remaining ones.</summary>
/// <remarks>The two steps of Li and Orchard 2001, figure 4. Doubling leaves each original sample at the top left of its 2×2 block;
/// a final resampling corrects this half-pixel shift and produces the requested size.</remarks>
internal static class LatticeDoubling
{
    /// <summary>How far beyond the border the first step interpolates, for the second step to read; in samples of the doubled image.</summary>
    private const int Apron = 8;

    /// <summary>Padding of the small image, in its samples: half the apron, plus half the radius that the first step reads beyond it.</summary>
    private const int Margin = 9;

    private const int MostDoublings = 3;

    public static Plane Upscale(Plane plane, int width, int height, LatticeInterpolation interpolate)
    {
        var (lattice, factor) = (plane, 1);
        while (factor < 1 << MostDoublings && lattice.Width < width && lattice.Height < height)
        {
            var doubled = Double(lattice, interpolate);
            if (lattice != plane)
            {
                lattice.Dispose();
            }

            (lattice, factor) = (doubled, factor * 2);
        }

        var result = PlaneResampler.Resize(lattice, AxisTaps(plane.Width, lattice.Width, width), AxisTaps(plane.Height, lattice.Height, height));
        if (lattice != plane)
        {
            lattice.Dispose();
        }

        return result;

        Taps AxisTaps(int small, int inputs, int outputs) =>
            PlaneResampler.AxisTaps(inputs, outputs, ResamplingKernel.Lanczos(3), ((0.5 * small / outputs) - 0.5) * factor, (double)small / outputs * factor);
    }

    private static Plane Double(Plane plane, LatticeInterpolation interpolate)
    {
        using var small = new MirroredPlane(plane, Margin);
        var (columns, rows) = (2 * (plane.Width + (2 * Margin)), 2 * (plane.Height + (2 * Margin)));
        using var lattice = new Plane(columns, rows);
        for (var y = 0; y < rows / 2; y++)
        {
            var row = lattice.Row(2 * y);
            var from = small.Row(y - Margin);
            for (var x = 0; x < columns / 2; x++)
            {
                row[2 * x] = from[x];
            }
        }

        const int first = (2 * Margin) - Apron;
        for (var y = first + 1; y < rows - first; y += 2)
        {
            Interpolate(lattice, y, first + 1, columns - first, interpolate, columns - 1, columns + 1);
        }

        for (var y = 2 * Margin; y < rows - (2 * Margin); y++)
        {
            Interpolate(lattice, y, (2 * Margin) + 1 - (y % 2), columns - (2 * Margin), interpolate, 1, columns);
        }

        return Crop(lattice, 2 * Margin, 2 * plane.Width, 2 * plane.Height);
    }

    private static void Interpolate(Plane lattice, int y, int from, int to, LatticeInterpolation interpolate, int across, int along)
    {
        var row = lattice.Row(y);
        for (var x = from; x < to; x += 2)
        {
            row[x] = interpolate(ref row[x], across, along);
        }
    }

    private static Plane Crop(Plane lattice, int margin, int width, int height)
    {
        var result = new Plane(width, height);
        for (var y = 0; y < height; y++)
        {
            lattice.Row(y + margin).Slice(margin, width).CopyTo(result.Row(y));
        }

        return result;
    }
}
