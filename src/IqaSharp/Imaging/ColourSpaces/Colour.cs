using System.Numerics.Tensors;
using System.Runtime.Intrinsics;
using IqaSharp.Imaging.Planes;

namespace IqaSharp.Imaging.ColourSpaces;

/// <summary>The channels that metrics work on: weighted sums of red, green and blue, 0–255. Those of 16-bit images have fractions.</summary>
public static class Colour
{
    /// <summary>The steps of 16-bit samples in one of 8 bits: 65535 / 255.</summary>
    private const float Steps = 257;

    /// <summary>ITU-R BT.601's luma, not rounded.</summary>
    /// <returns>[height, width], 0–255.</returns>
    public static Plane Luma(Image image) => Channel(image, 0.299f, 0.587f, 0.114f);

    /// <summary>BT.601's luma in studio range, not rounded: the Y of MATLAB's <c>rgb2ycbcr</c>, 16 + (65.481 R + 128.553 G + 24.966 B) / 255.</summary>
    /// <returns>[height, width], 16–235.</returns>
    internal static Plane StudioLuma(Image image)
    {
        var luma = Channel(image, 65.481f / 255, 128.553f / 255, 24.966f / 255);
        TensorPrimitives.Add(luma.Samples, 16, luma.Samples);
        return luma;
    }

    /// <summary>MATLAB's <c>rgb2gray</c>: BT.601's luma with more digits, rounded to the levels of the image. Most authors' programs use it,
    /// and its rounding shows in the scores of nearly identical images.</summary>
    /// <returns>[height, width], whole numbers of 0–255; for a 16-bit image multiples of 1/257.</returns>
    public static Plane Grey(Image image)
    {
        ArgumentNullException.ThrowIfNull(image);
        return Grey(image, 0, image.Height);
    }

    /// <summary>The grey of some rows.</summary>
    /// <param name="image">The image.</param>
    /// <param name="top">The first row.</param>
    /// <param name="end">The row after the last.</param>
    internal static Plane Grey(Image image, int top, int end)
    {
        var grey = Channel(image, top, end, 0.298936021293775f, 0.587043074451121f, 0.114020904255103f);
        if (image.BitsPerSample == 8)
        {
            TensorPrimitives.Round<float>(grey.Samples, MidpointRounding.AwayFromZero, grey.Samples);
            return grey;
        }

        TensorPrimitives.Multiply(grey.Samples, Steps, grey.Samples);
        TensorPrimitives.Round<float>(grey.Samples, MidpointRounding.AwayFromZero, grey.Samples);
        TensorPrimitives.Divide(grey.Samples, Steps, grey.Samples);
        return grey;
    }

    /// <summary>Luma, and the chrominances I and Q of NTSC.</summary>
    internal static PlaneSet Yiq(Image image) => new(
        Luma(image),
        Channel(image, 0.5959f, -0.2746f, -0.3213f),
        Channel(image, 0.2115f, -0.5227f, 0.3112f));

    /// <summary>Red, green and blue.</summary>
    internal static PlaneSet Rgb(Image image) => new(Channel(image, 1, 0, 0), Channel(image, 0, 1, 0), Channel(image, 0, 0, 1));

    /// <summary>A weighted sum of red, green and blue.</summary>
    /// <returns>[height, width].</returns>
    public static Plane Channel(Image image, float red, float green, float blue)
    {
        ArgumentNullException.ThrowIfNull(image);
        return Channel(image, 0, image.Height, red, green, blue);
    }

    private static Plane Channel(Image image, int top, int end, float red, float green, float blue)
    {
        var plane = Sum(image, static image => image.Pixels, top, end, red, green, blue);
        if (image.BitsPerSample > 8)
        {
            using var low = Sum(image, static image => image.LowBytes, top, end, red, green, blue);
            Lanes.Zip(plane.Samples, low.Samples, plane.Samples, default(Depth));
        }

        return plane;
    }

    private static Plane Sum(Image image, Func<Image, ReadOnlySpan<byte>> bytes, int top, int end, float red, float green, float blue)
    {
        var plane = new Plane(image.Width, end - top);
        ParallelWork.ForRows(plane.Height, image.Width, (from, to) =>
        {
            var pixels = bytes(image)[(3 * (top + from) * image.Width)..(3 * (top + to) * image.Width)];
            var samples = plane.Rows(from, to);
            var i = 0;
            for (; i <= samples.Length - Rgb16.Count; i += Rgb16.Count)
            {
                var rgb = new Rgb16(pixels[(3 * i)..]);
                Vector512.FusedMultiplyAdd(rgb.Red, Vector512.Create(red), Vector512.FusedMultiplyAdd(rgb.Green, Vector512.Create(green), rgb.Blue * blue)).CopyTo(samples[i..]);
            }

            for (; i < samples.Length; i++)
            {
                samples[i] = MathF.FusedMultiplyAdd(pixels[3 * i], red, MathF.FusedMultiplyAdd(pixels[(3 * i) + 1], green, pixels[(3 * i) + 2] * blue));
            }
        });
        return plane;
    }

    /// <summary>(256 · upper + lower) / 257, exactly the upper byte where both are equal, as in 8-bit samples that were widened.</summary>
    private readonly struct Depth : IBinaryOperation
    {
        public Vector512<float> Apply(Vector512<float> a, Vector512<float> b) => a + ((b - a) / Vector512.Create(Steps));
    }
}
