namespace IqaSharp.Engines.Onnx.Integers;

/// <summary>A map of 8-bit integers in a graph: [batch, height, width, channels], channels innermost. A number is scale · (byte − zero).</summary>
/// <param name="Name">Its name in the graph.</param>
/// <param name="Scale">The step from one byte to the next.</param>
/// <param name="Zero">The byte that is 0.</param>
/// <param name="Channels">How many channels there are.</param>
internal sealed record ByteMap(string Name, float Scale, byte Zero, int Channels);
