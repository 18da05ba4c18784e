using IqaSharp.Imaging.Fourier;
using IqaSharp.Imaging.Planes;

namespace IqaSharp.Metrics.Classical;

/// <summary>MAD's second strategy: change in the statistics of log-Gabor responses.</summary>
/// <remarks>Larson, Chandler 2010, section 3.2, eqs. 10–13.</remarks>
internal static class MadAppearance
{
    private static readonly double[] Wavelengths = [3, 9, 27, 81, 243];
    private static readonly double[] Weights = [0.5, 0.75, 1, 5, 6];

    public static double Score(Plane reference, Plane distorted)
    {
        var filters = new LogGabor(reference.Width, reference.Height, Wavelengths, orientations: 4, spacing: 1.5, lowPass: false);
        using var x = Spectrum(reference);
        using var y = Spectrum(distorted);
        var maps = new double[filters.Scales * filters.Orientations][];
        ParallelWork.ForEach(maps.Length, i =>
        {
            var (scale, orientation) = (i / filters.Orientations, i % filters.Orientations);
            using var filter = filters.Filter(scale, orientation);
            maps[i] = Difference(Blocks(x, filter), Blocks(y, filter), Weights[scale] / Weights.Sum());
        });
        var columns = MadBlocks.Columns(reference.Width);
        return MadBlocks.RootMeanSquare(reference.Width, reference.Height, (column, row, _, _) => maps.Sum(map => map[(row * columns) + column]));
    }

    private static ComplexPlane Spectrum(Plane grey)
    {
        using var centred = Statistics.Centred(grey);
        return Transform2D.Forward(centred);
    }

    private static MadBlocks Blocks(ComplexPlane spectrum, Plane filter)
    {
        using var response = Transform2D.Inverse(spectrum, filter);
        using var magnitude = response.Magnitude();
        return MadBlocks.Of(magnitude);
    }

    private static double[] Difference(MadBlocks x, MadBlocks y, double weight)
    {
        var result = new double[x.Count];
        for (var i = 0; i < result.Length; i++)
        {
            var (a, b) = (x.Shape(i), y.Shape(i));
            result[i] = weight * (Math.Abs(a.Deviation - b.Deviation) + (2 * Math.Abs(a.Skewness - b.Skewness)) + Math.Abs(a.Kurtosis - b.Kurtosis));
        }

        return result;
    }
}
