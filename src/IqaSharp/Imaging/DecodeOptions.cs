namespace IqaSharp.Imaging;

/// <summary>Limits for decoding images from untrusted sources.</summary>
public sealed record DecodeOptions
{
    /// <summary>The default limits.</summary>
    public static DecodeOptions Default { get; } = new();

    /// <summary>The largest width × height that is decoded. A larger image is refused after reading its header, before memory is allocated.</summary>
    /// <value>2²⁸ pixels (268 megapixels) by default: twice the largest cameras' resolution, and 805 MB when decoded.</value>
    public long MaxPixels { get; init; } = 1L << 28;
}
