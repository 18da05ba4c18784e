using IqaSharp.Imaging.Fourier;
using IqaSharp.Imaging.Planes;

namespace IqaSharp.Metrics.Classical;

/// <summary>MAD's first strategy: the local error where the contrast of the distortion exceeds masking by the content.</summary>
/// <remarks>Larson, Chandler 2010, section 3.1, eqs. 1–9.</remarks>
internal static class MadDetection
{
    private const double LeastLuminance = 0.5;
    private const double Threshold = -5; // of the log contrast of both
    private const double Scale = 200;

    private static readonly float[] Box = Kernel.Box(MadBlocks.Side);

    /// <summary>The pooled error; NaN if the reference is too dark everywhere (below a level of about 49), so that no contrast is defined.</summary>
    public static double Score(Plane reference, Plane distorted)
    {
        using var error = Error(reference, distorted);
        using var response = ContrastSensitivity(reference.Width, reference.Height);
        using var perceived = Perceived(reference, response);
        using var perceivedDistorted = Perceived(distorted, response);
        using var difference = Lanes.Zip(perceivedDistorted, perceived, new WeightedSum(1, -1));
        var (content, distortion) = (MadBlocks.Of(perceived), MadBlocks.Of(difference));
        if (Enumerable.Range(0, content.Count).All(block => content.Mean(block) < LeastLuminance))
        {
            return double.NaN;
        }

        return Scale * MadBlocks.RootMeanSquare(reference.Width, reference.Height, (column, row, x, y) =>
            Visibility(content, distortion, column, row) * error.Row(y)[x]);
    }

    /// <summary>By how much the logarithm of the distortion's contrast exceeds its threshold (eq. 7).</summary>
    private static double Visibility(MadBlocks content, MadBlocks distortion, int column, int row)
    {
        var luminance = content.Mean(column, row);
        if (luminance < LeastLuminance)
        {
            return 0;
        }

        var mask = Math.Log(content.SmallestDeviation(column, row) / luminance);
        var contrast = Math.Log(distortion.Deviation(column, row) / luminance);
        return Math.Max(0, contrast - (Math.Max(0, mask - Threshold) + Threshold));
    }

    /// <summary>The local mean squared error in the block around each pixel.</summary>
    private static Plane Error(Plane reference, Plane distorted)
    {
        using var difference = Lanes.Zip(reference, distorted, new WeightedSum(1, -1));
        using var squares = Lanes.Zip(difference, difference, default(Product));
        using var padded = Filter.Pad(squares, (MadBlocks.Side / 2) - 1, MadBlocks.Side / 2, Border.Symmetric);
        return Filter.Valid(padded, Box);
    }

    /// <summary>Relative lightness filtered by the contrast sensitivity function (eqs. 1–3).</summary>
    private static Plane Perceived(Plane grey, Plane response)
    {
        using var lightness = new Plane(grey.Width, grey.Height);
        for (var i = 0; i < grey.Samples.Length; i++)
        {
            lightness.Samples[i] = 0.02874f * MathF.Pow(grey.Samples[i], 2.2f / 3);
        }

        using var spectrum = Transform2D.Forward(lightness);
        using var filtered = Transform2D.Inverse(spectrum, response);
        return Downsample.Average(filtered.Real, 1);
    }

    /// <summary>Eq. 3 at 32 cycles per degree for the Nyquist frequency; frequencies are offset by half a sample, as in the authors' code.</summary>
    private static Plane ContrastSensitivity(int width, int height)
    {
        const double nyquist = 32;
        const double obliqueness = 0.7; // about −3 dB along the diagonals
        const double peak = 7.8909; // below it the response is constant
        return Frequencies.Fill(width, height, (column, row) =>
        {
            var (x, y) = (Offset(column, width), Offset(row, height));
            var frequency = Math.Sqrt((x * x) + (y * y)) / width * 2 * nyquist;
            frequency /= ((1 - obliqueness) / 2 * Math.Cos(4 * Math.Atan2(x, y))) + ((1 + obliqueness) / 2);
            return (float)(frequency < peak ? 0.9809 : 2.6 * (0.0192 + (0.114 * frequency)) * Math.Exp(-Math.Pow(0.114 * frequency, 1.1)));
        });
    }

    private static double Offset(int index, int length) => ((index + (length / 2)) % length) - (length / 2.0) + 0.5;
}
