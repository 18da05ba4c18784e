using System.Numerics.Tensors;
using IqaSharp.Imaging;
using IqaSharp.Imaging.ColourSpaces;
using IqaSharp.Imaging.Planes;

namespace IqaSharp.Distortions;

/// <summary>Posterisation of smooth areas, as by a codec or a panel with too few bits: gradients turn to steps, and texture stays.</summary>
internal static class Banding
{
    /// <summary>The scale on which an area is smooth, in pixels.</summary>
    private const double Deviation = 2;

    /// <summary>The mean distance of luma to its surroundings, of 255: below the first an area is smooth, above the second it is texture.</summary>
    private const float Smooth = 3, Textured = 7;

    /// <param name="image">The image.</param>
    /// <param name="step">Between the values that remain on each channel; one of them is the channel's mean.</param>
    /// <param name="random">Nothing is random.</param>
    public static Image Posterise(Image image, double step, RandomStream random)
    {
        using var planes = ColourPlanes.OfRgb(image);
        using var smooth = ColourPlanes.OfRgb(image);
        using var activity = new Plane(image.Width, image.Height);
        foreach (var plane in smooth.All)
        {
            Blurs.Gaussian(plane, Deviation);
        }

        SetDistance(planes, smooth, activity);
        Blurs.Gaussian(activity, Deviation);
        for (var channel = 0; channel < 3; channel++)
        {
            var samples = planes.All[channel].Samples;
            var gradient = smooth.All[channel].Samples;
            var texture = activity.Samples;
            var (mean, size, perStep) = ((float)Mean(image, channel), (float)step, (float)(1 / step));
            for (var i = 0; i < samples.Length; i++)
            {
                var weight = Math.Clamp((Textured - texture[i]) * (1 / (Textured - Smooth)), 0, 1);
                var value = mean + (size * MathF.Round((gradient[i] - mean) * perStep));
                samples[i] += weight * (value - samples[i]);
            }
        }

        return planes.ToImage(static (r, g, b) => (ByteSample.Saturate(r), ByteSample.Saturate(g), ByteSample.Saturate(b)));
    }

    /// <summary>The distance of the two images' luma.</summary>
    private static void SetDistance(ColourPlanes a, ColourPlanes b, Plane distance)
    {
        var result = distance.Samples;
        result.Clear();
        foreach (var (first, second, weight) in new[] { (a.First, b.First, 0.299f), (a.Second, b.Second, 0.587f), (a.Third, b.Third, 0.114f) })
        {
            TensorPrimitives.MultiplyAdd(first.Samples, weight, result, result);
            TensorPrimitives.MultiplyAdd(second.Samples, -weight, result, result);
        }

        TensorPrimitives.Abs(result, result);
    }

    /// <summary>A sum of integers, so that its order does not matter.</summary>
    private static double Mean(Image image, int channel)
    {
        var sum = 0L;
        for (var i = channel; i < image.Pixels.Length; i += 3)
        {
            sum += image.Pixels[i];
        }

        return sum / (image.Pixels.Length / 3.0);
    }
}
