using System.Numerics.Tensors;
using IqaSharp.Imaging.Planes;

namespace IqaSharp.Metrics.Classical;

/// <summary>Butteraugli's Gaussian, cut off at 2.25 deviations and renormalised at borders over the pixels inside.</summary>
internal sealed class ButteraugliBlur(double deviation)
{
    private readonly float[] _taps = Kernel(deviation);

    /// <summary>Normalised taps.</summary>
    public static float[] Kernel(double deviation) => Imaging.Planes.Kernel.Gaussian((2 * Math.Max(1, (int)(2.25 * deviation))) + 1, deviation);

    public Plane Apply(Plane plane)
    {
        var blurred = Filter.Same(plane, _taps, Border.Zero);
        var (across, down) = (Gains(plane.Width), Gains(plane.Height));
        for (var y = 0; y < plane.Height; y++)
        {
            var row = blurred.Row(y);
            for (var x = 0; x < row.Length; x++)
            {
                if (x == _taps.Length && x < row.Length - _taps.Length)
                {
                    x = row.Length - _taps.Length; // no pixel between is near a border
                }

                row[x] *= across[x];
            }

            if (down[y] != 1)
            {
                TensorPrimitives.Multiply(row, down[y], row);
            }
        }

        return blurred;
    }

    /// <summary>One over the sum of the taps inside, at each position.</summary>
    private float[] Gains(int length)
    {
        var gains = new float[length];
        var radius = _taps.Length / 2;
        for (var i = 0; i < length; i++)
        {
            var (first, end) = (Math.Max(0, radius - i), Math.Min(_taps.Length, length + radius - i));
            gains[i] = first == 0 && end == _taps.Length ? 1 : 1 / TensorPrimitives.Sum<float>(_taps.AsSpan(first, end - first));
        }

        return gains;
    }
}
