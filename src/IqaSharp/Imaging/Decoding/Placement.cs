namespace IqaSharp.Imaging.Decoding;

/// <summary>The position of a stored pixel (x, y) in the upright image: pixel <c>Start + x · StepX + y · StepY</c>, in raster order.</summary>
/// <remarks>Rows are rotated as they are decoded, without a second copy of the image.</remarks>
internal readonly record struct Placement(int Start, int StepX, int StepY)
{
    /// <param name="orientation">The orientation of the stored pixels.</param>
    /// <param name="width">Stored pixels per row.</param>
    /// <param name="height">Stored rows.</param>
    public static Placement Of(ExifOrientation orientation, int width, int height) => orientation switch
    {
        ExifOrientation.MirroredHorizontally => new(width - 1, -1, width),
        ExifOrientation.UpsideDown => new((width * height) - 1, -1, -width),
        ExifOrientation.MirroredVertically => new(width * (height - 1), 1, -width),
        ExifOrientation.Transposed => new(0, height, 1),
        ExifOrientation.TurnedLeft => new(height - 1, height, -1),
        ExifOrientation.Transversed => new((width * height) - 1, -height, -1),
        ExifOrientation.TurnedRight => new((width - 1) * height, -height, 1),
        _ => new(0, 1, width),
    };

    /// <summary>Writes stored rows to their place in the upright image.</summary>
    /// <param name="rows">[rows, width, channels].</param>
    /// <param name="width">Stored pixels per row.</param>
    /// <param name="top">The number of the first of these rows.</param>
    /// <param name="upright">The whole upright image.</param>
    /// <param name="channels">Bytes per pixel.</param>
    public void Put(ReadOnlySpan<byte> rows, int width, int top, Span<byte> upright, int channels = 3)
    {
        if (this == new Placement(0, 1, width))
        {
            rows.CopyTo(upright[(top * width * channels)..]);
            return;
        }

        for (var y = 0; y < rows.Length / (width * channels); y++)
        {
            var to = channels * (Start + ((top + y) * StepY));
            var row = rows.Slice(y * width * channels, width * channels);
            for (var x = 0; x < row.Length; x += channels)
            {
                row.Slice(x, channels).CopyTo(upright[to..]);
                to += channels * StepX;
            }
        }
    }
}
