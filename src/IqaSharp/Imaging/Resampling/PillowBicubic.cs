namespace IqaSharp.Imaging.Resampling;

/// <summary>Pillow's <c>Image.resize(…, Image.BICUBIC)</c> on 8-bit pixels, bit-exactly: a = −0.5, antialiased when downscaling, in fixed point.</summary>
public static class PillowBicubic
{
    private const double Reach = 2;
    private const double A = -0.5;

    /// <summary>Resizes an image.</summary>
    public static Image Resize(Image image, int width, int height) => PillowResampling.Resize(image, width, height, Reach, Cubic);

    private static double Cubic(double x) => x switch
    {
        < 1 => ((((A + 2) * x) - (A + 3)) * x * x) + 1,
        < 2 => ((((x - 5) * x) + 8) * x - 4) * A,
        _ => 0,
    };
}
