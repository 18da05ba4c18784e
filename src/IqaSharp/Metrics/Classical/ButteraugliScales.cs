using IqaSharp.Imaging.ColourSpaces;
using IqaSharp.Imaging.Planes;

namespace IqaSharp.Metrics.Classical;

/// <summary>What Butteraugli compares of an image: its bands at full size, and at half size if no side is below 8 there.</summary>
internal sealed class ButteraugliScales : IDisposable
{
    public ButteraugliScales(LinearRgb pixels, float nits)
    {
        using var linear = Planes(pixels, nits);
        Full = ButteraugliBands.Of(linear);
        if (Math.Min(pixels.Width, pixels.Height) > 2 * (Butteraugli.SmallestSide - 1))
        {
            using var half = linear.Select(Halve);
            Half = ButteraugliBands.Of(half);
        }
    }

    public ButteraugliBands Full { get; }

    public ButteraugliBands? Half { get; }

    public void Dispose()
    {
        Full.Dispose();
        Half?.Dispose();
    }

    private static PlaneSet Planes(LinearRgb pixels, float nits)
    {
        var planes = new PlaneSet([.. Enumerable.Range(0, 3).Select(_ => new Plane(pixels.Width, pixels.Height))]);
        ParallelWork.ForRows(pixels.Height, pixels.Width, (from, to) =>
        {
            var rows = Enumerable.Range(0, 3).Select(_ => new double[pixels.Width]).ToArray();
            for (var y = from; y < to; y++)
            {
                pixels.Row(y, rows[0], rows[1], rows[2]);
                for (var channel = 0; channel < rows.Length; channel++)
                {
                    var row = planes[channel].Row(y);
                    for (var x = 0; x < row.Length; x++)
                    {
                        row[x] = (float)(nits * rows[channel][x]);
                    }
                }
            }
        });
        return planes;
    }

    private static Plane Halve(Plane plane)
    {
        var half = new Plane((plane.Width + 1) / 2, (plane.Height + 1) / 2);
        for (var y = 0; y < half.Height; y++)
        {
            LinearPyramid.Halve(plane.Row(2 * y), plane.Row(Math.Min((2 * y) + 1, plane.Height - 1)), half.Row(y));
        }

        return half;
    }
}
