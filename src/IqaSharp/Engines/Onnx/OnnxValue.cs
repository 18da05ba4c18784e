using IqaSharp.Core;

namespace IqaSharp.Engines.Onnx;

/// <summary>A value of an ONNX graph: the output of a node, an input, or a parameter.</summary>
/// <param name="Name">Its name in the graph.</param>
/// <param name="Parameter">The numbers, where it is a parameter. It enters the graph in the layout that its first use wants.</param>
internal sealed record OnnxValue(string Name, Tensor? Parameter = null);
