using IqaSharp.Networks.Backbones;

namespace IqaSharp.Networks;

/// <summary>What each of the 256 levels of red, green and blue becomes before a network sees it.</summary>
internal sealed class PixelLookup
{
    private readonly float[] _red;
    private readonly float[] _green;
    private readonly float[] _blue;

    /// <param name="of">The value of a level, by channel.</param>
    private PixelLookup(Func<int, int, float> of)
    {
        float[] Table(int channel) => [.. Enumerable.Range(0, 256).Select(level => of(channel, level))];
        (_red, _green, _blue) = (Table(0), Table(1), Table(2));
    }

    /// <summary>−1…1.</summary>
    public static PixelLookup Signed { get; } = new((_, level) => ((level / 255f) - 0.5f) * 2f);

    /// <summary>The values of a level in a channel that is treated as red is: for what treats all alike.</summary>
    public float[] Red => _red;

    /// <summary>(v − mean) / deviation, as a backbone was trained with.</summary>
    public static PixelLookup Of(Backbone backbone) => new((channel, level) => (level - backbone.Mean[channel]) / backbone.Deviation[channel]);

    /// <summary>Writes interleaved pixels into the rows of three planes.</summary>
    /// <param name="pixels">Red, green, blue, red, …</param>
    /// <param name="planes">Where the red row begins.</param>
    /// <param name="area">How far the next plane is.</param>
    public void Deinterleave(ReadOnlySpan<byte> pixels, Span<float> planes, int area)
    {
        var width = pixels.Length / 3;
        Separate(pixels, _red, planes[..width]);
        Separate(pixels[1..], _green, planes.Slice(area, width));
        Separate(pixels[2..], _blue, planes.Slice(2 * area, width));
    }

    private static void Separate(ReadOnlySpan<byte> pixels, float[] levels, Span<float> row)
    {
        for (var (i, x) = (0, 0); x < row.Length; i += 3, x++)
        {
            row[x] = levels[pixels[i]];
        }
    }
}
