namespace IqaSharp.Engines.Onnx.Integers;

/// <summary>Maps that sums link and that only convolutions and those sums read: their channels can be divided by anything.</summary>
/// <param name="Maps">Their keys.</param>
/// <param name="Outputs">The convolutions that make them, by their keys.</param>
/// <param name="Inputs">The convolutions that read them.</param>
internal sealed record LinearMaps(IReadOnlyList<string> Maps, IReadOnlyList<string> Outputs, IReadOnlyList<string> Inputs);
