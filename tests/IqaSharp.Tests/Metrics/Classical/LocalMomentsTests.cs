using IqaSharp.Imaging.ColourSpaces;
using IqaSharp.Imaging.Planes;
using IqaSharp.Metrics.Classical;
using Xunit;

namespace IqaSharp.Tests.Metrics.Classical;

/// <summary>Moments, SSIM and MS-SSIM against their definitions in double precision.</summary>
public class LocalMomentsTests
{
    private static readonly double[] Exponents = [0.0448, 0.2856, 0.3001, 0.2363, 0.1333];

    public static TheoryData<string> Names => [.. Pictures.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Moments_agree_with_double_precision(string name)
    {
        var reference = Pictures.All[name]();
        foreach (var window in (float[][])[Kernel.Gaussian(11, 1.5), Kernel.Box(3), Kernel.Box(17), Kernel.Gaussian(17, 3.4)])
        {
            using var x = Colour.Luma(reference);
            using var y = Colour.Luma(Pictures.Changes["noise of eight levels"](reference));
            var expected = InDouble(x, y, window);
            LocalMoments.ForEachRow(x, y, window, (row, moments) =>
            {
                for (var column = 0; column < moments.MeanX.Length; column++)
                {
                    var (meanX, meanY, varianceX, varianceY, covariance) = expected[row, column];
                    Assert.Equal(meanX, moments.MeanX[column], 1e-6 * (1 + meanX));
                    Assert.Equal(meanY, moments.MeanY[column], 1e-6 * (1 + meanY));
                    Assert.Equal(varianceX, moments.VarianceX[column], (4e-6 * varianceX) + 4e-5);
                    Assert.Equal(varianceY, moments.VarianceY[column], (4e-6 * varianceY) + 4e-5);
                    Assert.Equal(covariance, moments.Covariance[column], (4e-6 * Math.Sqrt(Math.Abs(varianceX * varianceY))) + 4e-5);
                }
            });
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Ssim_agrees_with_double_precision(string name)
    {
        var reference = Pictures.All[name]();
        using var x = Colour.Grey(reference);
        foreach (var (change, apply) in Pictures.Changes)
        {
            using var y = Colour.Grey(apply(reference));
            Assert.True(Math.Abs(Means(x, y).Similarity - Ssim.Score(x, y)) < 1e-6, change);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Ms_ssim_agrees_with_double_precision(string name)
    {
        var reference = Pictures.All[name]();
        using var x = Colour.Grey(reference);
        foreach (var (change, apply) in Pictures.Changes)
        {
            using var y = Colour.Grey(apply(reference));
            var (expected, a, b) = (1.0, x, y);
            for (var scale = 0; scale < Exponents.Length; scale++)
            {
                var (similarity, structure) = Means(a, b);
                expected *= Math.Pow(Math.Max(0, scale == Exponents.Length - 1 ? similarity : structure), Exponents[scale]);
                (a, b) = (Downsample.Average(a, 2, Border.Symmetric), Downsample.Average(b, 2, Border.Symmetric));
            }

            Assert.True(Math.Abs(expected - MsSsim.Score(x, y)) < 1e-6, $"{change}: {expected:R}");
        }
    }

    /// <summary>The means of SSIM's map and of its structure part (Wang et al. 2004, eq. 13), in double precision.</summary>
    private static (double Similarity, double Structure) Means(Plane x, Plane y)
    {
        const double c1 = 0.01 * 255 * 0.01 * 255;
        const double c2 = 0.03 * 255 * 0.03 * 255;
        var moments = InDouble(x, y, Kernel.Gaussian(11, 1.5));
        var (similarity, structure) = (0.0, 0.0);
        foreach (var (meanX, meanY, varianceX, varianceY, covariance) in moments)
        {
            var part = ((2 * covariance) + c2) / (varianceX + varianceY + c2);
            structure += part / moments.Length;
            similarity += part * ((2 * meanX * meanY) + c1) / ((meanX * meanX) + (meanY * meanY) + c1) / moments.Length;
        }

        return (similarity, structure);
    }

    private static (double MeanX, double MeanY, double VarianceX, double VarianceY, double Covariance)[,] InDouble(Plane x, Plane y, float[] window)
    {
        var sum = window.Sum(weight => (double)weight);
        double[] weights = [.. window.Select(weight => weight / sum)];
        var (width, height) = (x.Width - window.Length + 1, x.Height - window.Length + 1);
        var meanX = Filtered((i, _) => i);
        var meanY = Filtered((_, j) => j);
        var squareX = Filtered((i, _) => (i - 128) * (i - 128));
        var squareY = Filtered((_, j) => (j - 128) * (j - 128));
        var product = Filtered((i, j) => (i - 128) * (j - 128));
        var result = new (double, double, double, double, double)[height, width];
        for (var row = 0; row < height; row++)
        {
            for (var column = 0; column < width; column++)
            {
                var (a, b) = (meanX[row, column], meanY[row, column]);
                result[row, column] = (a, b, squareX[row, column] - ((a - 128) * (a - 128)), squareY[row, column] - ((b - 128) * (b - 128)), product[row, column] - ((a - 128) * (b - 128)));
            }
        }

        return result;

        double[,] Filtered(Func<double, double, double> of)
        {
            var across = new double[x.Height, width];
            var both = new double[height, width];
            for (var row = 0; row < x.Height; row++)
            {
                for (var column = 0; column < width; column++)
                {
                    for (var k = 0; k < weights.Length; k++)
                    {
                        across[row, column] += weights[k] * of(x.Row(row)[column + k], y.Row(row)[column + k]);
                    }
                }
            }

            for (var row = 0; row < height; row++)
            {
                for (var column = 0; column < width; column++)
                {
                    for (var k = 0; k < weights.Length; k++)
                    {
                        both[row, column] += weights[k] * across[row + k, column];
                    }
                }
            }

            return both;
        }
    }
}
