using CsCheck;
using IqaSharp.Imaging.Planes;
using IqaSharp.Metrics.NoReference;
using Xunit;

namespace IqaSharp.Tests.Metrics.NoReference;

/// <summary>Local statistics against plain loops over the 7×7 window.</summary>
public sealed class MscnTests
{
    [Theory]
    [InlineData(nameof(MscnBorder.Replicate))]
    [InlineData(nameof(MscnBorder.Zero))]
    public void Coefficients_are_those_of_the_whole_window(string name) =>
        Gen.Select(Gen.Int[1, 20], Gen.Int[1, 20], Gen.Byte.Array[400]).Sample(
            (width, height, levels) =>
            {
                var border = Enum.Parse<MscnBorder>(name);
                using var luma = Plane(width, height, levels);
                using var mscn = Mscn.Of(luma, border);
                for (var y = 0; y < height; y++)
                {
                    for (var x = 0; x < width; x++)
                    {
                        var (mean, deviation) = Window(luma, x, y, border);
                        Assert.Equal(deviation, mscn.Deviation.Row(y)[x], 1e-3);
                        Assert.Equal((luma.Row(y)[x] - mean) / (deviation + 1), mscn.Coefficients.Row(y)[x], 1e-4);
                    }
                }
            },
            iter: 50);

    [Fact]
    public void A_flat_plane_has_coefficients_of_exactly_zero()
    {
        using var luma = Plane(30, 20, [.. Enumerable.Repeat((byte)201, 600)]);
        using var mscn = Mscn.Of(luma);
        Assert.All(mscn.Coefficients.Samples.ToArray(), coefficient => Assert.Equal(0, coefficient));
    }

    [Fact]
    public void Half_the_size_keeps_flat_planes_and_ramps()
    {
        using var ramp = Plane(41, 30, [.. Enumerable.Range(0, 41 * 30).Select(i => (byte)((i % 41) + (2 * (i / 41))))]);
        using var half = HalfBicubic.Of(ramp);
        Assert.Equal((21, 15), (half.Width, half.Height));
        for (var y = 2; y < half.Height - 2; y++)
        {
            for (var x = 2; x < half.Width - 3; x++)
            {
                Assert.Equal((2 * x) + 0.5 + (2 * ((2 * y) + 0.5)), half.Row(y)[x], 1e-4);
            }
        }

        using var flat = Plane(1, 1, [7]);
        using var still = HalfBicubic.Of(flat);
        Assert.Equal(7, still.Samples[0], 1e-5);
    }

    private static (double Mean, double Deviation) Window(Plane luma, int x, int y, MscnBorder border)
    {
        var (weights, mean, square) = (0.0, 0.0, 0.0);
        for (var dy = -3; dy <= 3; dy++)
        {
            for (var dx = -3; dx <= 3; dx++)
            {
                var weight = Math.Exp(-((dx * dx) + (dy * dy)) / (2 * 49.0 / 36));
                var (column, row) = (Math.Clamp(x + dx, 0, luma.Width - 1), Math.Clamp(y + dy, 0, luma.Height - 1));
                var level = border == MscnBorder.Zero && (column != x + dx || row != y + dy) ? 0 : luma.Row(row)[column];
                weights += weight;
                mean += weight * level;
                square += weight * level * level;
            }
        }

        mean /= weights;
        return (mean, Math.Sqrt(Math.Abs((square / weights) - (mean * mean))));
    }

    private static Plane Plane(int width, int height, byte[] levels)
    {
        var plane = new Plane(width, height);
        for (var i = 0; i < width * height; i++)
        {
            plane.Samples[i] = levels[i];
        }

        return plane;
    }
}
