using System.Runtime.CompilerServices;
using IqaSharp.Imaging.Planes;

namespace IqaSharp.Restorations.Upscaling;

/// <summary>Averages overlapping patches.</summary>
/// <param name="width">Width of the image.</param>
/// <param name="height">Height of the image.</param>
/// <param name="radius">Radius of a patch.</param>
internal sealed class PatchAverage(int width, int height, int radius) : IDisposable
{
    private readonly Plane _sums = Zero(width, height);
    private readonly Plane _counts = Zero(width, height);

    /// <summary>Adds a patch, clipped to the image.</summary>
    public void Add(int centreX, int centreY, ref float centre, int stride)
    {
        var (left, right) = (Math.Max(-radius, -centreX), Math.Min(radius, width - 1 - centreX));
        var (top, bottom) = (Math.Max(-radius, -centreY), Math.Min(radius, height - 1 - centreY));
        for (var y = top; y <= bottom; y++)
        {
            var sums = _sums.Row(centreY + y).Slice(centreX + left, right - left + 1);
            var counts = _counts.Row(centreY + y).Slice(centreX + left, right - left + 1);
            ref var from = ref Unsafe.Add(ref centre, (y * stride) + left);
            for (var x = 0; x < sums.Length; x++)
            {
                sums[x] += Unsafe.Add(ref from, x);
                counts[x]++;
            }
        }
    }

    /// <summary>Adds the averages, multiplied by a gain, to a plane.</summary>
    public void AddMeanTo(Plane plane, float gain)
    {
        var samples = plane.Samples;
        var sums = _sums.Samples;
        var counts = _counts.Samples;
        for (var i = 0; i < samples.Length; i++)
        {
            samples[i] += counts[i] > 0 ? gain * sums[i] / counts[i] : 0;
        }
    }

    public void Dispose()
    {
        _sums.Dispose();
        _counts.Dispose();
    }

    private static Plane Zero(int width, int height)
    {
        var plane = new Plane(width, height);
        plane.Samples.Clear();
        return plane;
    }
}
