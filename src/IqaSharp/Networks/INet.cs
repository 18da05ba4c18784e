using IqaSharp.Core;

namespace IqaSharp.Networks;

/// <summary>The operators that a network is written with. A network is a function over this interface, generic in the tensor handle:
/// the engine that runs it decides what a tensor is (a value of an ONNX graph, a tensor with gradients, nothing at all).</summary>
/// <remarks>Images are [batch, channels, height, width], sequences [batch, tokens, features].
/// Layers with parameters, written over these operators, are in <see cref="Layers"/>.</remarks>
/// <typeparam name="T">The tensor handle.</typeparam>
public interface INet<T>
    where T : class
{
    /// <summary>The same engine one name deeper: what is asked for there is called <c>scope.name</c>.</summary>
    INet<T> In(string scope);

    /// <summary>A parameter: <c>net.In("block1").Parameter("weight", …)</c> is <c>block1.weight</c>.</summary>
    T Parameter(string name, int[] shape, Init init);

    /// <summary>Gives a value this scope's name, so that a test or an explanation can ask for it.</summary>
    T Named(T x);

    /// <summary>Convolution with weight [out, in / groups, kernel, kernel] and, where there is one, bias [out].</summary>
    T Convolve(T x, T weight, T? bias, int kernel, int stride, Padding padding, int groups = 1);

    /// <summary>A parameter's value standardised per output channel: (w − mean) / (deviation + 1e-5).</summary>
    /// <remarks>Qiao et al., "Micro-Batch Training with Batch-Channel Normalization and Weight Standardization", 2019.</remarks>
    T Standardize(T weight, Deviation deviation);

    /// <summary>The affine map of the last dimension, with weight [out, in] and, where there is one, bias [out]. Dimensions of 1 behind those two do not count.</summary>
    T Affine(T x, T weight, T? bias);

    /// <summary>Rows of a table [rows, features] by index: [n] → [n, features]. Dimensions of 1 before those two do not count.</summary>
    T Rows(T table, T indices);

    /// <summary>Normalises the last dimension to mean 0 and deviation 1, then gain and bias.</summary>
    T Normalize(T x, T gain, T bias, double epsilon);

    /// <summary>Normalises each group of channels over its channels and positions, then gain and bias [channels].</summary>
    T NormalizeGroups(T x, T gain, T bias, int channels, int groups, double epsilon);

    /// <summary>Normalises each channel with a mean and variance that are known: (x − mean) / √(variance + epsilon), then gain and bias.</summary>
    T NormalizeChannels(T x, T gain, T bias, T mean, T variance, double epsilon);

    /// <summary>The mean of each window over what lies inside the image.</summary>
    T AveragePool(T x, int kernel, int stride, Padding padding = default);

    /// <summary>The mean over all positions: [batch, channels, height, width] → [batch, channels].</summary>
    T PositionMean(T x);

    /// <summary>The largest value of each window; padding never wins.</summary>
    T MaxPool(T x, int kernel, int stride, Padding padding = default);

    /// <summary>max(0, x).</summary>
    T Relu(T x);

    /// <summary>min(max(0, x), 6).</summary>
    T Relu6(T x);

    /// <summary>1 / (1 + exp(−x)).</summary>
    T Sigmoid(T x);

    /// <summary>The Gaussian error linear unit.</summary>
    T Gelu(T x, GeluKind kind);

    /// <summary>Softmax over the last dimension.</summary>
    T Softmax(T x);

    /// <summary>The sum, with broadcasting.</summary>
    T Add(T a, T b);

    /// <summary>The difference, with broadcasting.</summary>
    T Subtract(T a, T b);

    /// <summary>The product with a constant.</summary>
    T Scale(T x, double factor);

    /// <summary>A constant that is part of the network, such as sinusoids.</summary>
    T Constant(Tensor value);

    /// <summary>One after the other along the second dimension: the channels of images, the tokens of sequences.</summary>
    T Concat(params ReadOnlySpan<T> parts);

    /// <summary>Scaled dot-product attention in heads: queries [batch, n, features] over keys and values [batch, m, features].
    /// Causal: a token sees itself and those before it.</summary>
    T Attention(T query, T key, T value, int features, int heads, bool causal = false);

    /// <summary>Positions first, flat: [n, channels, height, width] → [n, height · width · channels].</summary>
    T FlattenPositions(T x, int length);

    /// <summary>The tokens of each image as one sequence: [tokens, features] → [images, tokens, features].</summary>
    T ToSequences(T tokens);

    /// <summary>In training a share of the values is zero, and the others are larger for it; else all stay.</summary>
    T Dropout(T x, double share);

    /// <summary>Positions as tokens: [batch, channels, height, width] → [batch, height · width, channels].</summary>
    T ToTokens(T x, int channels);

    /// <summary>Square windows of one image's maps: [1, channels, height, width] and the indices of their positions [windows, side²] → [windows, channels, side, side].</summary>
    T Windows(T maps, T positions, int channels, int side);

    /// <summary>Tokens as positions, of an image's height and width: [batch, height · width, channels] → [batch, channels, height, width].</summary>
    T ToPositionsOf(T tokens, T image);

    /// <summary>A value of batch 1 as often as another has members.</summary>
    T Repeated(T one, T like);

    /// <summary>The mean over the tokens of each sequence: [batch, tokens, features] → [batch, 1, features].</summary>
    T TokenMean(T sequences);

    /// <summary>The largest of each feature over the tokens of each sequence: [batch, tokens, features] → [batch, 1, features].</summary>
    T TokenMax(T sequences);

    /// <summary>Bilinear samples of images at points [batch or 1, n, 2], (x, y) in −1…1 from edge to edge: → [batch, n, channels].</summary>
    T Sample(T images, T points, int channels, int count);

    /// <summary>The value, through which no gradient flows.</summary>
    T StopGradient(T x);

    /// <summary>Puts one token [1, 1, features] before each sequence.</summary>
    T Prepend(T token, T sequences);

    /// <summary>The first token of each sequence: [batch, 1, features].</summary>
    T FirstToken(T sequences);

    /// <summary>Sequences of one token as vectors: [batch, 1, features] → [batch, features].</summary>
    T DropTokens(T sequences);
}
