namespace IqaSharp.Networks;

/// <summary>Layers with parameters, named as PyTorch names them: <c>weight</c> and <c>bias</c> in the layer's scope.</summary>
public static class Layers
{
    /// <summary>Convolution: <c>weight</c> [out, in, kernel, kernel], <c>bias</c> [out].</summary>
    public static T Conv2d<T>(this INet<T> net, T x, int inChannels, int outChannels, int kernel, int stride = 1, Padding padding = default, bool bias = true)
        where T : class =>
        net.Convolve(x, net.ConvWeight(inChannels, outChannels, kernel), bias ? net.Bias(outChannels) : null, kernel, stride, padding);

    /// <summary>Convolution without bias, then batch normalisation: the scopes <c>conv</c> and <c>bn</c>.</summary>
    public static T ConvBatchNorm<T>(this INet<T> net, T x, int inChannels, int outChannels, int kernel, int stride, Padding padding, double epsilon, string conv = "conv", string bn = "bn")
        where T : class =>
        net.In(bn).BatchNorm(net.In(conv).Conv2d(x, inChannels, outChannels, kernel, stride, padding, bias: false), outChannels, epsilon);

    /// <summary>Depthwise convolution: <c>weight</c> [channels, 1, kernel, kernel], <c>bias</c> [channels].</summary>
    public static T DepthwiseConv2d<T>(this INet<T> net, T x, int channels, int kernel, int stride, Padding padding)
        where T : class =>
        net.Convolve(x, net.ConvWeight(1, channels, kernel), net.Bias(channels), kernel, stride, padding, channels);

    /// <summary>Batch normalisation with its running statistics: <c>weight</c>, <c>bias</c>, <c>running_mean</c>, <c>running_var</c> [channels].</summary>
    public static T BatchNorm<T>(this INet<T> net, T x, int channels, double epsilon)
        where T : class =>
        net.NormaliseChannels(
            x, net.Gain(channels), net.Bias(channels), net.Parameter("running_mean", [channels], Init.Zeros), net.Parameter("running_var", [channels], Init.Ones), epsilon);

    /// <summary>Convolution without bias whose <c>weight</c> is standardised per output channel before use.</summary>
    public static T StandardisedConv2d<T>(this INet<T> net, T x, int inChannels, int outChannels, int kernel, Deviation deviation, int stride = 1, Padding padding = default)
        where T : class =>
        net.Convolve(x, net.Standardise(net.ConvWeight(inChannels, outChannels, kernel), deviation), null, kernel, stride, padding);

    /// <summary>The affine map of the last dimension: <c>weight</c> [out, in], <c>bias</c> [out].</summary>
    public static T Linear<T>(this INet<T> net, T x, int inFeatures, int outFeatures, bool bias = true)
        where T : class =>
        net.Affine(x, net.Parameter("weight", [outFeatures, inFeatures], Init.FanIn), bias ? net.Bias(outFeatures) : null);

    /// <summary>The same map, stored as a one-dimensional convolution of kernel 1: <c>weight</c> [out, in, 1], <c>bias</c> [out].</summary>
    public static T PointwiseConv1d<T>(this INet<T> net, T x, int inFeatures, int outFeatures)
        where T : class =>
        net.Affine(x, net.Reshape(net.Parameter("weight", [outFeatures, inFeatures, 1], Init.FanIn), outFeatures, inFeatures), net.Bias(outFeatures));

    /// <summary>Layer normalisation of the last dimension: <c>weight</c> and <c>bias</c> [features].</summary>
    public static T LayerNorm<T>(this INet<T> net, T x, int features, double epsilon)
        where T : class =>
        net.Normalise(x, net.Gain(features), net.Bias(features), epsilon);

    /// <summary>Group normalisation: <c>weight</c> and <c>bias</c> [channels].</summary>
    public static T GroupNorm<T>(this INet<T> net, T x, int groups, int channels, double epsilon)
        where T : class =>
        net.NormaliseGroups(x, net.Gain(channels), net.Bias(channels), channels, groups, epsilon);

    /// <summary>Learned vectors by index: the parameter <c>name</c>, whose last two dimensions are rows and features.</summary>
    public static T Embedding<T>(this INet<T> net, string name, T indices, params int[] shape)
        where T : class =>
        net.Gather(net.Reshape(net.Parameter(name, shape, Init.Normal), shape[^2], shape[^1]), indices, axis: 0);

    /// <summary>Multi-head attention with separate projections: query, key, value, out.</summary>
    /// <param name="net">The scope that holds the projections.</param>
    /// <param name="queries">[batch, n, hidden]: the tokens that attend.</param>
    /// <param name="tokens">[batch, m, hidden]: the tokens that they attend to.</param>
    /// <param name="hidden">Width of a token.</param>
    /// <param name="heads">Attention heads, of width hidden / heads.</param>
    public static T MultiHeadAttention<T>(this INet<T> net, T queries, T tokens, int hidden, int heads)
        where T : class
    {
        var q = net.In("query").Linear(queries, hidden, hidden);
        var k = net.In("key").Linear(tokens, hidden, hidden);
        var v = net.In("value").Linear(tokens, hidden, hidden);
        return net.In("out").Linear(net.Attention(q, k, v, hidden, heads), hidden, hidden);
    }

    /// <summary>The transformer's feed-forward part: fc1, GELU, fc2.</summary>
    public static T Mlp<T>(this INet<T> net, T x, int hidden, int inner, GeluKind gelu)
        where T : class =>
        net.In("fc2").Linear(net.Gelu(net.In("fc1").Linear(x, hidden, inner), gelu), inner, hidden);

    private static T ConvWeight<T>(this INet<T> net, int inChannels, int outChannels, int kernel)
        where T : class =>
        net.Parameter("weight", [outChannels, inChannels, kernel, kernel], Init.FanIn);

    private static T Gain<T>(this INet<T> net, int features)
        where T : class => net.Parameter("weight", [features], Init.Ones);

    private static T Bias<T>(this INet<T> net, int features)
        where T : class => net.Parameter("bias", [features], Init.Zeros);
}
