using IqaSharp.Core;

namespace IqaSharp.Networks;

/// <summary>Layers without parameters, written over the operators of any engine.</summary>
public static class Functions
{
    /// <summary>The product with a constant.</summary>
    public static T Scale<T>(this IOperators<T> net, T x, double factor)
        where T : class => net.Multiply(x, net.Constant(Tensor.Of([(float)factor])));

    /// <summary>x².</summary>
    public static T Square<T>(this IOperators<T> net, T x)
        where T : class => net.Multiply(x, x);

    /// <summary>min(max(0, x), 6).</summary>
    public static T Relu6<T>(this IOperators<T> net, T x)
        where T : class => net.Clamp(x, 0, 6);

    /// <summary>The mean over all positions: [batch, channels, height, width] → [batch, channels].</summary>
    public static T GlobalAveragePool<T>(this IOperators<T> net, T x)
        where T : class => net.Reduce(x, Reduction.Mean, [2, 3], keep: false);

    /// <summary>Positions as tokens, row by row, transposed first so that an engine with channels innermost need not: [batch, channels, height, width] → [batch, height · width, channels].</summary>
    public static T ToTokens<T>(this IOperators<T> net, T x, int channels)
        where T : class => net.Reshape(net.Transpose(x, 0, 2, 3, 1), 0, -1, channels);

    /// <summary>Puts one token [1, 1, features] before each sequence.</summary>
    public static T PrependToken<T>(this IOperators<T> net, T token, T sequences)
        where T : class => net.Concat(1, net.Expand(token, sequences, rank: 3), sequences);

    /// <summary>The first token of each sequence: [batch, tokens, features] → [batch, 1, features].</summary>
    public static T FirstToken<T>(this IOperators<T> net, T sequences)
        where T : class => net.Slice(sequences, axis: 1, start: 0, length: 1);

    /// <summary>Sequences of one token as vectors: [batch, 1, features] → [batch, features].</summary>
    public static T DropTokens<T>(this IOperators<T> net, T sequences)
        where T : class => net.Reshape(sequences, 0, -1);
}
