using IqaSharp.Core;
using IqaSharp.Networks;

namespace IqaSharp.Engines.Onnx.Integers;

/// <summary>A convolution with its numbers.</summary>
/// <param name="Key">The layer's path.</param>
/// <param name="Weight">[out, in / groups, kernel, kernel].</param>
/// <param name="Bias">[out].</param>
/// <param name="Kernel">Side of the window.</param>
/// <param name="Stride">From one window to the next.</param>
/// <param name="Padding">At the edges.</param>
/// <param name="Groups">How many groups the channels are divided into.</param>
internal sealed record Convolution(string Key, Tensor Weight, Tensor Bias, int Kernel, int Stride, Padding Padding, int Groups)
{
    /// <summary>The key of a map that was none before this convolution read it.</summary>
    public string InputKey => $"{Key}.in";

    /// <summary>Output channels.</summary>
    public int Outputs => Weight.Shape[0];

    /// <summary>Input channels.</summary>
    public int Inputs => Weight.Shape[1] * Groups;
}
