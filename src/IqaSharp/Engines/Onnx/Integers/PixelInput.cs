namespace IqaSharp.Engines.Onnx.Integers;

/// <summary>An input of pixels, [batch, height, width, 3], which a graph takes as a stem's windows, and as floats too where something else reads them.</summary>
/// <param name="Batch">The images: a length, or the name of one that varies.</param>
/// <param name="Outside">The byte that a pixel outside the image has; as a number it is 0.</param>
/// <param name="Scale">The step from one byte to the next.</param>
internal sealed record PixelInput(object Batch, byte Outside, float Scale)
{
    /// <summary>The name of the input of floats, [batch, 3, height, width]; null if nothing reads it.</summary>
    public string? Floats { get; init; }

    /// <summary>Pixels as floats, a plane for each channel.</summary>
    /// <param name="pixels">One image.</param>
    /// <param name="planes">[3, height, width].</param>
    public void Spread(ReadOnlySpan<byte> pixels, Span<float> planes)
    {
        var size = planes.Length / 3;
        for (var channel = 0; channel < 3; channel++)
        {
            var plane = planes.Slice(channel * size, size);
            for (var i = 0; i < plane.Length; i++)
            {
                plane[i] = (pixels[(i * 3) + channel] - Outside) * Scale;
            }
        }
    }
}
