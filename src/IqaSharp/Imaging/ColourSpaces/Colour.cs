using System.Numerics.Tensors;
using System.Runtime.Intrinsics;
using IqaSharp.Imaging.Planes;

namespace IqaSharp.Imaging.ColourSpaces;

/// <summary>The channels that metrics work on: weighted sums of red, green and blue, 0–255.</summary>
public static class Colour
{
    /// <summary>ITU-R BT.601's luma, not rounded.</summary>
    /// <returns>[height, width], 0–255.</returns>
    public static Plane Luma(Image image) => Channel(image, 0.299f, 0.587f, 0.114f);

    /// <summary>MATLAB's <c>rgb2gray</c> of 8-bit images: BT.601's luma with more digits, rounded. Most authors' programs use it,
    /// and its rounding shows in the scores of nearly identical images.</summary>
    /// <returns>[height, width], whole numbers of 0–255.</returns>
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
        TensorPrimitives.Round<float>(grey.Samples, MidpointRounding.AwayFromZero, grey.Samples);
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
        var plane = new Plane(image.Width, end - top);
        ParallelWork.ForRows(plane.Height, image.Width, (from, to) =>
        {
            var pixels = image.Pixels[(3 * (top + from) * image.Width)..(3 * (top + to) * image.Width)];
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
}
