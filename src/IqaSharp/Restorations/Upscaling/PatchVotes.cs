using System.Runtime.CompilerServices;
using IqaSharp.Imaging.Planes;

namespace IqaSharp.Restorations.Upscaling;

/// <summary>Overlapping patches, and their mean wherever some lie.</summary>
/// <param name="width">Of the image.</param>
/// <param name="height">Of the image.</param>
/// <param name="reach">How far a patch reaches from its centre.</param>
internal sealed class PatchVotes(int width, int height, int reach) : IDisposable
{
    private readonly Plane _sums = Zero(width, height);
    private readonly Plane _counts = Zero(width, height);

    /// <summary>Lays a patch down; what lies outside the image is dropped.</summary>
    public void Add(int centreX, int centreY, ref float centre, int stride)
    {
        var (left, right) = (Math.Max(-reach, -centreX), Math.Min(reach, width - 1 - centreX));
        var (top, bottom) = (Math.Max(-reach, -centreY), Math.Min(reach, height - 1 - centreY));
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

    /// <summary>Adds the means, times a gain, to a plane.</summary>
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
