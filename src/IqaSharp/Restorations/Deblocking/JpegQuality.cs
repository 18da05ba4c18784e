namespace IqaSharp.Restorations.Deblocking;

/// <summary>JPEG's quantisation tables.</summary>
/// <remarks>The tables of ITU-T T.81, annex K.1, scaled to a quality as libjpeg does.</remarks>
internal static class JpegQuality
{
    private static readonly int[] Luma =
    [
        16, 11, 10, 16, 24, 40, 51, 61,
        12, 12, 14, 19, 26, 58, 60, 55,
        14, 13, 16, 24, 40, 57, 69, 56,
        14, 17, 22, 29, 51, 87, 80, 62,
        18, 22, 37, 56, 68, 109, 103, 77,
        24, 35, 55, 64, 81, 104, 113, 92,
        49, 64, 78, 87, 103, 121, 120, 101,
        72, 92, 95, 98, 112, 100, 103, 99,
    ];

    private static readonly int[] Chroma =
    [
        17, 18, 24, 47, 99, 99, 99, 99,
        18, 21, 26, 66, 99, 99, 99, 99,
        24, 26, 56, 99, 99, 99, 99, 99,
        47, 66, 99, 99, 99, 99, 99, 99,
        .. Enumerable.Repeat(99, 32),
    ];

    /// <summary>[8, 8]: the quantisation steps of luma.</summary>
    /// <param name="quality">1–100.</param>
    public static float[] LumaSteps(int quality) => Scaled(Luma, quality);

    /// <summary>[8, 8]: the quantisation steps of chroma.</summary>
    /// <param name="quality">1–100.</param>
    public static float[] ChromaSteps(int quality) => Scaled(Chroma, quality);

    private static float[] Scaled(int[] table, int quality)
    {
        var scale = quality < 50 ? 5000 / quality : 200 - (2 * quality);
        return [.. table.Select(step => (float)Math.Clamp(((step * scale) + 50) / 100, 1, 255))];
    }
}
