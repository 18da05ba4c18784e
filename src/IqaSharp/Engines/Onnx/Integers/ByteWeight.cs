namespace IqaSharp.Engines.Onnx.Integers;

/// <summary>A convolution's numbers in integers.</summary>
/// <param name="Values">The weights: [out, in / groups, kernel, kernel].</param>
/// <param name="Shape">Their shape.</param>
/// <param name="Scales">The step of each output channel's weights.</param>
/// <param name="Bias">In steps of the input times steps of the weights.</param>
internal sealed record ByteWeight(sbyte[] Values, int[] Shape, float[] Scales, int[] Bias);
