using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace IqaSharp.Restorations.Upscaling;

/// <summary>New edge-directed interpolation: how a sample follows from its four neighbours is learned around it, at twice the distance.</summary>
/// <remarks>Li, Orchard, "New edge-directed interpolation", IEEE TIP 10(10), 2001, eqs. 3–8. Least squares are drawn towards the mean of the four
/// by a ridge, where the paper only switches: so nothing is singular, and ramps stay ramps.</remarks>
/// <param name="ridge">The ridge's weight relative to the samples' variance.</param>
internal sealed class Nedi(float ridge)
{
    /// <summary>The window of training: |i|, |j| up to this, 40 samples.</summary>
    private const int Reach = 4;

    /// <summary>Neighbours closer together than this lie on no edge; their mean will do.</summary>
    private const float LeastContrast = 8;

    public float Interpolate(ref float missing, int across, int along)
    {
        var near = Around(ref missing, across, along);
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

    /// <summary>What the weights of the four neighbours have beyond ¼ each.</summary>
    private Vector128<float> Train(ref float missing, int across, int along, float mean)
    {
        Span<Vector128<float>> rows = stackalloc Vector128<float>[4];
        rows.Clear();
        var right = Vector128<float>.Zero;
        var centre = Vector128.Create(mean);
        for (var i = -Reach; i <= Reach; i++)
        {
            for (var j = -Reach + (1 - (i & 1)); j <= Reach; j += 2)
            {
                ref var known = ref Unsafe.Add(ref missing, (i * across) + (j * along));
                var far = Around(ref known, 2 * across, 2 * along) - centre;
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

    private static Vector128<float> Around(ref float sample, int across, int along) => Vector128.Create(
        Unsafe.Add(ref sample, -across), Unsafe.Add(ref sample, across), Unsafe.Add(ref sample, -along), Unsafe.Add(ref sample, along));

    /// <summary>Gauss's elimination; the matrix is positive definite, so that no pivot is sought.</summary>
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
