namespace IqaSharp.Distortions;

/// <summary>Conversion to 8-bit samples.</summary>
internal static class ByteSample
{
    /// <summary>The nearest 8-bit sample; values outside 0–255 are clipped.</summary>
    public static byte Saturate(double value) => (byte)Math.Clamp(value + 0.5, 0, 255);
}
