using IqaSharp.Core;
using IqaSharp.Engines.Onnx.Integers;

namespace IqaSharp.Engines.Onnx;

/// <summary>A value of an ONNX graph: the output of a node, an input, or a parameter.</summary>
/// <param name="Name">Its name in the graph; a parameter's is its path.</param>
/// <param name="Parameter">The numbers, where it is a parameter. They enter the graph when a node uses them, once for each layout.</param>
/// <param name="Layout">How these numbers were made from the parameter, besides their shape: which tells layouts apart.</param>
internal sealed record OnnxValue(string Name, Tensor? Parameter = null, string Layout = "")
{
    /// <summary>What the range of a map of channels is stored under: the convolution or the sum that made it; null for any other value.</summary>
    public string? Key { get; init; }

    /// <summary>The map, where it is computed in integers.</summary>
    public ByteMap? Bytes { get; init; }

    /// <summary>The same parameter with its numbers rearranged or changed.</summary>
    /// <param name="how">What was done, in a word.</param>
    /// <param name="numbers">The result.</param>
    public OnnxValue Derived(string how, Tensor numbers) => new(Name, numbers, $"{Layout}{how} {string.Join('x', Parameter!.Shape)} ");
}
