using IqaSharp.Networks;

namespace IqaSharp.Engines.Onnx.Integers;

/// <summary>An input of pixels, [batch, height, width, 3], which a graph takes as a stem's windows, and as floats too where something else reads them.</summary>
/// <param name="Batch">The images: a length, or the name of one that varies.</param>
/// <param name="Outside">The byte that a pixel outside the image has.</param>
/// <param name="Levels">What each byte is as a float.</param>
internal sealed record PixelInput(object Batch, byte Outside, PixelLookup Levels)
{
    /// <summary>The name of the input of floats, [batch, 3, height, width]; null if nothing reads it.</summary>
    public string? Floats { get; init; }
}
