namespace IqaSharp.Imaging.Planes;

/// <summary>The discrete cosine transform of 8 samples, as in JPEG.</summary>
internal static class Dct8
{
    /// <summary>[frequency, sample]: the orthonormal DCT-II.</summary>
    public static float[] Basis { get; } =
    [
        .. from frequency in Enumerable.Range(0, 8)
           from sample in Enumerable.Range(0, 8)
           select (float)(Math.Cos(Math.PI * frequency * ((2 * sample) + 1) / 16) * (frequency == 0 ? Math.Sqrt(0.125) : 0.5)),
    ];
}
