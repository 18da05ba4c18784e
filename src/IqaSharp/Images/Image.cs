namespace IqaSharp.Images;

/// <summary>Placeholder until the decoding room lands.</summary>
public sealed class Image(int width, int height, byte[] rgb)
{
    /// <summary>w.</summary>
    public int Width { get; } = width;
    /// <summary>h.</summary>
    public int Height { get; } = height;
    /// <summary>p.</summary>
    public ReadOnlySpan<byte> Pixels => rgb;
    /// <summary>l.</summary>
    public static Image Load(string path)
    {
        using var i = NetVips.Image.NewFromFile(path);
        using var s = i.Bands > 3 ? i.Flatten(background: [255]) : i;
        return new Image(s.Width, s.Height, s.WriteToMemory<byte>());
    }
}
