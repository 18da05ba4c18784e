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

    /// <summary>Convolution with weight [out, in, kernel, kernel] and, where there is one, bias [out].</summary>
    T Convolve(T x, T weight, T? bias, int kernel, int stride, Padding padding);

    /// <summary>A parameter's value standardised per output channel: (w − mean) / (deviation + 1e-5).</summary>
    /// <remarks>Qiao et al., "Micro-Batch Training with Batch-Channel Normalization and Weight Standardization", 2019.</remarks>
    T Standardize(T weight, Deviation deviation);

    /// <summary>The affine map of the last dimension, with weight [out, in] and, where there is one, bias [out].</summary>
    T Affine(T x, T weight, T? bias);

    /// <summary>Rows of a table [rows, features] by index: [n] → [n, features]. Dimensions of 1 before those two do not count.</summary>
    T Rows(T table, T indices);

    /// <summary>Normalises the last dimension to mean 0 and deviation 1, then gain and bias.</summary>
    T Normalize(T x, T gain, T bias, double epsilon);

    /// <summary>Normalises each group of channels over its channels and positions, then gain and bias [channels].</summary>
    T NormalizeGroups(T x, T gain, T bias, int channels, int groups, double epsilon);

    /// <summary>The largest value of each window; padding never wins.</summary>
    T MaxPool(T x, int kernel, int stride, Padding padding = default);

    /// <summary>max(0, x).</summary>
    T Relu(T x);

    /// <summary>The Gaussian error linear unit.</summary>
    T Gelu(T x, GeluKind kind);

    /// <summary>Softmax over the last dimension.</summary>
    T Softmax(T x);

    /// <summary>The sum, with broadcasting.</summary>
    T Add(T a, T b);

    /// <summary>Scaled dot-product attention in heads: queries [batch, n, features] over keys and values [batch, m, features].</summary>
    T Attention(T query, T key, T value, int features, int heads);

    /// <summary>Positions first, flat: [n, channels, height, width] → [n, height · width · channels].</summary>
    T FlattenPositions(T x, int length);

    /// <summary>The tokens of each image as one sequence: [tokens, features] → [images, tokens, features].</summary>
    T ToSequences(T tokens);

    /// <summary>Puts one token [1, 1, features] before each sequence.</summary>
    T Prepend(T token, T sequences);

    /// <summary>The first token of each sequence: [batch, 1, features].</summary>
    T FirstToken(T sequences);

    /// <summary>Sequences of one token as vectors: [batch, 1, features] → [batch, features].</summary>
    T DropTokens(T sequences);
}
