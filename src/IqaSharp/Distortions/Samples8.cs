namespace IqaSharp.Distortions;

/// <summary>8-bit samples.</summary>
internal static class Samples8
{
    /// <summary>The nearest sample; what lies beyond black or white is clipped.</summary>
    public static byte Round(double value) => (byte)Math.Clamp(value + 0.5, 0, 255);

    /// <summary>Every sample by a function of it alone.</summary>
    public static byte[] Map(ReadOnlySpan<byte> samples, Func<double, double> function)
    {
        Span<byte> table = stackalloc byte[256];
        for (var i = 0; i < table.Length; i++)
        {
            table[i] = Round(function(i));
        }

        var mapped = GC.AllocateUninitializedArray<byte>(samples.Length);
        for (var i = 0; i < samples.Length; i++)
        {
            mapped[i] = table[samples[i]];
        }

        return mapped;
    }
}
