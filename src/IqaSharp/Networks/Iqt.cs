using IqaSharp.Weights;

namespace IqaSharp.Networks;

/// <summary>The image quality transformer for an image and its pristine original.</summary>
/// <remarks>Cheon, Yoon, Kang, Lee, "Perceptual Image Quality Assessment with Transformers", CVPR Workshops 2021, figure 2.
/// Parameters carry the names of the public checkpoints; the backbone's lie under <c>backbone.</c>.</remarks>
public static class Iqt
{
    private const double Epsilon = 1e-12;

    /// <summary>The backbone's features of crops: [crops, 3, crop, crop], normalised as the backbone wants → [crops, channels, side, side].</summary>
    public static T Features<T>(INet<T> net, T crops, IqtConfig c)
        where T : class =>
        Backbone.Of(c.Backbone).Features(net.In("backbone"), crops);

    /// <summary>The score of each crop.</summary>
    /// <param name="net">The engine.</param>
    /// <param name="distorted">Features of the image: [crops, channels, side, side].</param>
    /// <param name="reference">Features of the pristine original, of the same shape.</param>
    /// <param name="c">The settings.</param>
    /// <returns>[crops, 1].</returns>
    public static T Score<T>(INet<T> net, T distorted, T reference, IqtConfig c)
        where T : class
    {
        var channels = Backbone.Of(c.Backbone).FeatureChannels;
        var difference = net.In("conv_enc").Conv2d(net.Subtract(reference, distorted), channels, c.Width, 1);
        var pristine = net.In("conv_dec").Conv2d(reference, channels, c.Width, 1);
        var (asked, asking) = c.Sampling == IqtSampling.Grid
            ? (net.ToTokens(difference, c.Width), net.ToTokens(pristine, c.Width))
            : ProgressiveSampling.Tokens(net.In("sampling"), difference, pristine, c);

        var transformer = net.In("transformer");
        var encoded = Encode(transformer.In("encoder"), asked, c);
        var decoded = Decode(transformer.In("decoder"), asking, encoded, c);
        var hidden = net.Relu(net.In("projection").In("0").Linear(Pool(net, decoded, c), c.Width, c.HeadHidden, bias: false));
        return net.DropTokens(net.In("projection").In("2").Linear(hidden, c.HeadHidden, 1, bias: false));
    }

    /// <summary>One layer of the encoder: self-attention and feed-forward, each normalised behind its sum.</summary>
    internal static T EncoderLayer<T>(INet<T> net, T x, IqtConfig c)
        where T : class
    {
        x = Normed(net.In("layer_norm1"), net.Add(x, Attention(net.In("self_attn"), x, x, c)), c);
        return Normed(net.In("layer_norm2"), net.Add(x, FeedForward(net.In("pos_ffn"), x, c)), c);
    }

    private static T Encode<T>(INet<T> net, T tokens, IqtConfig c)
        where T : class
    {
        var x = Sequence(net, tokens, c);
        for (var i = 0; i < c.Layers; i++)
        {
            x = EncoderLayer(net.In("layers").In($"{i}"), x, c);
        }

        return x;
    }

    private static T Decode<T>(INet<T> net, T tokens, T encoded, IqtConfig c)
        where T : class
    {
        // Where the first vector is scored and sees only itself, the others reach nothing.
        var firstAlone = c.Pooling == IqtPooling.First && c.CausalDecoder;
        var x = Sequence(net, tokens, c);
        x = firstAlone ? net.FirstToken(x) : x;
        for (var i = 0; i < c.Layers; i++)
        {
            // In the last layer only the vector that is scored need ask.
            var asking = i == c.Layers - 1 && c.Pooling == IqtPooling.First ? net.FirstToken(x) : x;
            x = DecoderLayer(net.In("layers").In($"{i}"), asking, x, encoded, c.CausalDecoder && !firstAlone, c);
        }

        return x;
    }

    private static T DecoderLayer<T>(INet<T> net, T asking, T all, T encoded, bool causal, IqtConfig c)
        where T : class
    {
        var x = Normed(net.In("layer_norm1"), net.Add(asking, Attention(net.In("self_attn"), asking, all, c, causal)), c);
        x = Normed(net.In("layer_norm2"), net.Add(x, Attention(net.In("dec_enc_attn"), x, encoded, c)), c);
        return Normed(net.In("layer_norm3"), net.Add(x, FeedForward(net.In("pos_ffn"), x, c)), c);
    }

    private static T Sequence<T>(INet<T> net, T tokens, IqtConfig c)
        where T : class
    {
        var x = c.QualityToken ? net.Prepend(net.Parameter("cls_token", [1, 1, c.Width], Init.Normal), tokens) : tokens;
        return c.Position switch
        {
            IqtPosition.Learned => net.Add(x, net.Parameter("pos_embedding", [1, c.Tokens, c.Width], Init.Normal)),
            IqtPosition.Sinusoidal => net.Add(x, net.Constant(Sinusoids(c.Tokens, c.Width))),
            _ => x,
        };
    }

    private static T Pool<T>(INet<T> net, T x, IqtConfig c)
        where T : class => c.Pooling switch
        {
            IqtPooling.Mean => net.TokenMean(x),
            IqtPooling.Max => net.TokenMax(x),
            _ => net.FirstToken(x),
        };

    private static T Attention<T>(INet<T> net, T asking, T asked, IqtConfig c, bool causal = false)
        where T : class
    {
        var wide = c.Heads * c.HeadWidth;
        var q = net.In("W_Q").Linear(asking, c.Width, wide);
        var k = net.In("W_K").Linear(asked, c.Width, wide);
        var v = net.In("W_V").Linear(asked, c.Width, wide);
        return net.In("linear").Linear(net.Attention(q, k, v, wide, c.Heads, causal), wide, c.Width);
    }

    private static T FeedForward<T>(INet<T> net, T x, IqtConfig c)
        where T : class =>
        net.In("conv2").PointwiseConv1d(net.Gelu(net.In("conv1").PointwiseConv1d(x, c.Width, c.FeedForward), GeluKind.Exact), c.FeedForward, c.Width);

    private static T Normed<T>(INet<T> net, T x, IqtConfig c)
        where T : class => net.LayerNorm(x, c.Width, Epsilon);

    /// <summary>[1, tokens, width]: sines in even features, cosines in odd ones, of wavelengths from 2π to 20,000π.</summary>
    private static Tensor Sinusoids(int tokens, int width)
    {
        var values = new float[tokens * width];
        for (var token = 0; token < tokens; token++)
        {
            for (var i = 0; i < width; i += 2)
            {
                var (sine, cosine) = Math.SinCos(token / Math.Pow(10000, (double)i / width));
                (values[(token * width) + i], values[(token * width) + i + 1]) = ((float)sine, (float)cosine);
            }
        }

        return Tensor.Of(values, 1, tokens, width);
    }
}
