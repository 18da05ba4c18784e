using System.Numerics;
using IqaSharp.Imaging.ColourSpaces;
using IqaSharp.Restorations.Filtering;
using Plane = IqaSharp.Imaging.Planes.Plane;

namespace IqaSharp.Restorations.Denoising;

/// <summary>The bilateral filter: the mean of neighbours, weighted by distance in space and in colour.</summary>
/// <remarks>Tomasi, Manduchi, "Bilateral filtering for gray and color images", ICCV 1998.</remarks>
/// <param name="spatial">Standard deviation of the spatial weight, in pixels.</param>
/// <param name="range">Standard deviation of the colour weight, 0–255.</param>
internal sealed class Bilateral(double spatial, double range)
{
    private readonly int _radius = (int)Math.Ceiling(2 * spatial);

    /// <summary>The filtered planes.</summary>
    public ColourPlanes Apply(ColourPlanes planes)
    {
        var (width, height) = (planes.First.Width, planes.First.Height);
        var result = planes.Select(static plane => new Plane(plane.Width, plane.Height));
        using var first = new MirroredPlane(planes.First, _radius);
        using var second = new MirroredPlane(planes.Second, _radius);
        using var third = new MirroredPlane(planes.Third, _radius);
        var neighbours = Neighbours(first.Stride);
        var lines = new float[3 * first.AlignedWidth];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < first.AlignedWidth; x += Vector<float>.Count)
            {
                var (a, b, c) = Mean(ref first.At(x, y), ref second.At(x, y), ref third.At(x, y), neighbours);
                a.CopyTo(lines, x);
                b.CopyTo(lines, first.AlignedWidth + x);
                c.CopyTo(lines, (2 * first.AlignedWidth) + x);
            }

            lines.AsSpan(0, width).CopyTo(result.First.Row(y));
            lines.AsSpan(first.AlignedWidth, width).CopyTo(result.Second.Row(y));
            lines.AsSpan(2 * first.AlignedWidth, width).CopyTo(result.Third.Row(y));
        }

        return result;
    }

    private (Vector<float> A, Vector<float> B, Vector<float> C) Mean(ref float first, ref float second, ref float third, (int Offset, float Distance)[] neighbours)
    {
        var (a0, b0, c0) = (MirroredPlane.Load(ref first, 0), MirroredPlane.Load(ref second, 0), MirroredPlane.Load(ref third, 0));
        var (a, b, c, sum) = (Vector<float>.Zero, Vector<float>.Zero, Vector<float>.Zero, Vector<float>.Zero);
        var sharpness = (float)(1 / (2 * range * range));
        foreach (var (offset, distance) in neighbours)
        {
            var (a1, b1, c1) = (MirroredPlane.Load(ref first, offset), MirroredPlane.Load(ref second, offset), MirroredPlane.Load(ref third, offset));
            var (da, db, dc) = (a1 - a0, b1 - b0, c1 - c0);
            var weight = Exponential.Decay((((da * da) + (db * db) + (dc * dc)) * sharpness) + new Vector<float>(distance));
            a += weight * a1;
            b += weight * b1;
            c += weight * c1;
            sum += weight;
        }

        return (a / sum, b / sum, c / sum);
    }

    /// <summary>The neighbours within a circle, each with its squared distance divided by twice the spatial variance.</summary>
    private (int Offset, float Distance)[] Neighbours(int stride) =>
    [
        .. from y in Enumerable.Range(-_radius, (2 * _radius) + 1)
           from x in Enumerable.Range(-_radius, (2 * _radius) + 1)
           where (x * x) + (y * y) <= _radius * _radius
           select ((y * stride) + x, (float)(((x * x) + (y * y)) / (2 * spatial * spatial))),
    ];
}
