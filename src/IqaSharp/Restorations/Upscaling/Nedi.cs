using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace IqaSharp.Restorations.Upscaling;

/// <summary>New edge-directed interpolation: the weights of the four neighbours are fitted to the surrounding samples, at twice the distance.</summary>
/// <remarks>Li, Orchard, "New edge-directed interpolation", IEEE TIP 10(10), 2001, eqs. 3–8. Ridge regression towards equal weights,
/// where the paper switches to bilinear interpolation: the system is never singular, and linear ramps are reproduced.</remarks>
/// <param name="ridge">The ridge parameter, relative to the variance of the samples.</param>
internal sealed class Nedi(float ridge)
{
    /// <summary>Radius of the training window: |i|, |j| up to this, 40 samples.</summary>
    private const int Radius = 4;

    /// <summary>Neighbours whose values differ by less than this are averaged: there is no edge.</summary>
    private const float LeastContrast = 8;

    public float Interpolate(ref float missing, int across, int along)
    {
        var near = Neighbours(ref missing, across, along);
        var mean = Vector128.Sum(near) / 4;
        var (low, high) = (Min(near), Max(near));
        if (high - low < LeastContrast)
        {
            return mean;
        }

        var weights = Train(ref missing, across, along, mean);
        var slack = (high - low) / 4;
        return Math.Clamp(mean + Vector128.Dot(weights, near - Vector128.Create(mean)), low - slack, high + slack);
    }

    /// <summary>The weights of the four neighbours, less ¼ each.</summary>
    private Vector128<float> Train(ref float missing, int across, int along, float mean)
    {
        Span<Vector128<float>> rows = stackalloc Vector128<float>[4];
        rows.Clear();
        var right = Vector128<float>.Zero;
        var centre = Vector128.Create(mean);
        for (var i = -Radius; i <= Radius; i++)
        {
            for (var j = -Radius + (1 - (i & 1)); j <= Radius; j += 2)
            {
                ref var known = ref Unsafe.Add(ref missing, (i * across) + (j * along));
                var far = Neighbours(ref known, 2 * across, 2 * along) - centre;
                rows[0] += far * far[0];
                rows[1] += far * far[1];
                rows[2] += far * far[2];
                rows[3] += far * far[3];
                right += far * (known - mean - (Vector128.Sum(far) / 4));
            }
        }

        var load = 1 + (ridge * (rows[0][0] + rows[1][1] + rows[2][2] + rows[3][3]));
        for (var k = 0; k < 4; k++)
        {
            rows[k] = rows[k].WithElement(k, rows[k][k] + load);
        }

        return Solve(rows, right);
    }

    private static Vector128<float> Neighbours(ref float sample, int across, int along) => Vector128.Create(
        Unsafe.Add(ref sample, -across), Unsafe.Add(ref sample, across), Unsafe.Add(ref sample, -along), Unsafe.Add(ref sample, along));

    /// <summary>Gauss–Jordan elimination; the matrix is positive definite, so no pivoting is needed.</summary>
    private static Vector128<float> Solve(Span<Vector128<float>> rows, Vector128<float> right)
    {
        for (var k = 0; k < 4; k++)
        {
            for (var row = 0; row < 4; row++)
            {
                if (row != k)
                {
                    var factor = rows[row][k] / rows[k][k];
                    rows[row] -= rows[k] * factor;
                    right = right.WithElement(row, right[row] - (right[k] * factor));
                }
            }
        }

        return right / Vector128.Create(rows[0][0], rows[1][1], rows[2][2], rows[3][3]);
    }

    private static float Min(Vector128<float> v) => MathF.Min(MathF.Min(v[0], v[1]), MathF.Min(v[2], v[3]));

    private static float Max(Vector128<float> v) => MathF.Max(MathF.Max(v[0], v[1]), MathF.Max(v[2], v[3]));
}
