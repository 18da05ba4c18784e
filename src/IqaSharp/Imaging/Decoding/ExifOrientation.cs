namespace IqaSharp.Imaging.Decoding;

/// <summary>How the stored pixels are rotated and mirrored: the eight values of tag 274 (Exif 2.32, section 4.6.4).</summary>
internal enum ExifOrientation
{
    Upright = 1,
    MirroredHorizontally = 2,
    UpsideDown = 3,
    MirroredVertically = 4,
    Transposed = 5,
    TurnedLeft = 6,
    Transversed = 7,
    TurnedRight = 8,
}
