namespace IqaSharp.Imaging;

/// <summary>Limits for decoding images from untrusted sources.</summary>
public sealed record DecodeOptions
{
    /// <summary>The default limits.</summary>
    public static DecodeOptions Default { get; } = new();

    /// <summary>The largest width × height that is decoded. A larger image is refused after reading its header, before memory is allocated.</summary>
    /// <value>2²⁸ pixels (268 megapixels) by default: twice the largest cameras' resolution, and 805 MB when decoded.</value>
    public long MaxPixels { get; init; } = 1L << 28;

    /// <summary>The largest encoded image that is read from a stream. Reading stops there, so that a client cannot fill the memory. Files are not limited.</summary>
    /// <value>What an array holds by default, 2 GB. A service should allow less.</value>
    public long MaxBytes { get; init; } = Array.MaxLength;
}
