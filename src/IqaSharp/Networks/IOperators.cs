using IqaSharp.Core;

namespace IqaSharp.Networks;

/// <summary>The arithmetic that networks are written with: small, and generic in the tensor handle.
/// The engine decides what a tensor is: a value of an ONNX graph, a tensor with gradients, nothing at all.</summary>
/// <remarks>Images are [batch, channels, height, width], sequences [batch, tokens, features]. Axes count from 0, the outermost.
/// Anything composable from these operators is not a member; it is in <see cref="Functions"/>, in <see cref="Layers"/>, or in the folder of the only network that uses it.</remarks>
/// <typeparam name="T">The tensor handle.</typeparam>
public interface IOperators<T>
    where T : class
{
    /// <summary>Convolution with weight [out, in / groups, kernel, kernel] and an optional bias [out].</summary>
    T Convolve(T x, T weight, T? bias, int kernel, int stride, Padding padding, int groups = 1);

    /// <summary>A convolution's parameter, standardised per output channel: (w − mean) / (deviation + 1e-5).</summary>
    /// <remarks>Qiao et al., "Micro-Batch Training with Batch-Channel Normalization and Weight Standardization", 2019.</remarks>
    T Standardise(T weight, Deviation deviation);

    /// <summary>The affine map of the last dimension, with weight [out, in] and an optional bias [out].</summary>
    T Affine(T x, T weight, T? bias);

    /// <summary>The matrix product of the last two dimensions; those before them broadcast.</summary>
    T MatMul(T a, T b);

    /// <summary>Scaled dot-product attention in heads: queries [batch, n, features], keys and values [batch, m, features].
    /// Causal: a token attends to itself and to those before it.</summary>
    T Attention(T query, T key, T value, int features, int heads, bool causal = false);

    /// <summary>Layer normalisation: the last dimension to mean 0 and deviation 1, then gain and bias.</summary>
    T Normalise(T x, T gain, T bias, double epsilon);

    /// <summary>Group normalisation: each group of channels over its channels and positions, then gain and bias [channels].</summary>
    T NormaliseGroups(T x, T gain, T bias, int channels, int groups, double epsilon);

    /// <summary>Batch normalisation with a known mean and variance: (x − mean) / √(variance + epsilon), then gain and bias, all [channels].</summary>
    T NormaliseChannels(T x, T gain, T bias, T mean, T variance, double epsilon);

    /// <summary>The mean of each window, over the part of it that lies inside the image.</summary>
    T AveragePool(T x, int kernel, int stride, Padding padding = default);

    /// <summary>The largest value of each window; padding never wins.</summary>
    T MaxPool(T x, int kernel, int stride, Padding padding = default);

    /// <summary>max(0, x).</summary>
    T Relu(T x);

    /// <summary>The Gaussian error linear unit.</summary>
    T Gelu(T x, GeluKind kind);

    /// <summary>1 / (1 + exp(−x)).</summary>
    T Sigmoid(T x);

    /// <summary>Softmax over the last dimension.</summary>
    T Softmax(T x);

    /// <summary>x kept between two bounds. No gradient flows beyond them.</summary>
    T Clamp(T x, double lowest, double highest);

    /// <summary>The sum, with broadcasting.</summary>
    T Add(T a, T b);

    /// <summary>The difference, with broadcasting.</summary>
    T Subtract(T a, T b);

    /// <summary>The product of elements, with broadcasting.</summary>
    T Multiply(T a, T b);

    /// <summary>x to a constant power: 0.5 is the square root, −1 the reciprocal.</summary>
    T Power(T x, double exponent);

    /// <summary>The mean, largest value or sum along axes. They are kept with length 1, or dropped.</summary>
    T Reduce(T x, Reduction reduction, int[] axes, bool keep = true);

    /// <summary>The same numbers in another shape: 0 keeps a dimension's length, −1 (at most once) is inferred.</summary>
    T Reshape(T x, params int[] shape);

    /// <summary>The same numbers in the shape of another value.</summary>
    T ReshapeLike(T x, T like);

    /// <summary>Dimensions in another order: the i-th of the result is dimension order[i] of x.</summary>
    T Transpose(T x, params int[] order);

    /// <summary>A value whose first dimension has length 1, repeated to the length of another's first dimension.</summary>
    /// <param name="x">Of <paramref name="rank"/> dimensions.</param>
    /// <param name="like">The value whose batch is wanted.</param>
    /// <param name="rank">How many dimensions x has.</param>
    T Expand(T x, T like, int rank);

    /// <summary>Values joined along an axis.</summary>
    T Concat(int axis, params ReadOnlySpan<T> parts);

    /// <summary>A range of an axis.</summary>
    T Slice(T x, int axis, int start, int length);

    /// <summary>Entries of an axis by index; the dimensions of the indices take the place of that axis.</summary>
    T Gather(T x, T indices, int axis);

    /// <summary>Bilinear samples of images at a grid of points [batch, height, width, 2], (x, y) in −1…1 from edge to edge:
    /// → [batch, channels, height, width]. Points outside use the nearest edge pixel (border padding).</summary>
    T GridSample(T images, T grid);

    /// <summary>A constant that is part of the network, such as sinusoids.</summary>
    T Constant(Tensor value);

    /// <summary>In training, sets a share of the values to zero and scales up the others to match; otherwise the identity.</summary>
    T Dropout(T x, double share);

    /// <summary>The identity, through which no gradient flows.</summary>
    T StopGradient(T x);
}
