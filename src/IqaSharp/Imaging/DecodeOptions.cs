namespace IqaSharp.Imaging;

/// <summary>What a decoder may spend on an image that it does not know yet.</summary>
public sealed record DecodeOptions
{
    /// <summary>What is used where nothing else is asked for.</summary>
    public static DecodeOptions Default { get; } = new();

    /// <summary>The largest width × height that is decoded. A larger image is refused by its header, before anything is allocated for it.</summary>
    /// <value>2²⁸ pixels (268 megapixels) unless set: twice what the largest cameras make, and 805 MB when decoded.</value>
    public long MaxPixels { get; init; } = 1L << 28;
}
