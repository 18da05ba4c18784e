using IqaSharp.Networks.Backbones;

namespace IqaSharp.Networks;

/// <summary>The network's input value for each of the 256 levels of red, green and blue.</summary>
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

    /// <summary>0…1.</summary>
    public static PixelLookup Unit { get; } = new((_, level) => level / 255f);

    /// <summary>The values for red: those of every channel, where all are treated alike.</summary>
    public float[] Red => _red;

    /// <summary>(v − mean) / deviation, as the backbone was trained.</summary>
    public static PixelLookup Of(Backbone backbone) => new((channel, level) => (level - backbone.Mean[channel]) / backbone.Deviation[channel]);

    /// <summary>Writes interleaved pixels into the rows of three planes.</summary>
    /// <param name="pixels">Red, green, blue, red, …</param>
    /// <param name="planes">Where the red row begins.</param>
    /// <param name="area">From the start of one plane to that of the next.</param>
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
