using IqaSharp.Core;
using IqaSharp.Networks.Backbones;

namespace IqaSharp.Networks.Iqt;

/// <summary>The image quality transformer for an image and its pristine original.</summary>
/// <remarks>Cheon, Yoon, Kang, Lee, "Perceptual Image Quality Assessment with Transformers", CVPR Workshops 2021, figure 2.
/// Parameters carry the names of the public checkpoints; the backbone's lie under <c>backbone.</c>.</remarks>
internal static class IqtNetwork
{
    private const double Epsilon = 1e-12;

    /// <summary>The compared stages of the backbone at the resolution of the coarsest, for crops or for a whole image: [crops, 3, crop, crop], normalised as the backbone wants → [crops, channels, side, side].</summary>
    public static T Features<T>(INet<T> net, T crops, IqtConfig c)
        where T : class
    {
        var backbone = Backbone.Of(c.Backbone);
        var (scope, stages) = (net.In("backbone"), c.FeatureStages);
        var maps = backbone.Read(scope, backbone.Stem(scope, crops), 0, stages);
        return net.Concat(1, [.. maps.Zip(stages, (map, stage) => Pooled(net, map, c.FeatureStride / backbone.Stages[stage].Stride, c))]);
    }

    /// <summary>The features of a whole image's crops: [1, 3, height, width] → [crops, channels, side, side].</summary>
    /// <param name="net">The engine.</param>
    /// <param name="image">Normalised as the backbone wants.</param>
    /// <param name="positions">[crops, side²]: the positions in the image's maps that each crop consists of, row by row.</param>
    /// <param name="c">The settings.</param>
    public static T CropFeatures<T>(INet<T> net, T image, T positions, IqtConfig c)
        where T : class =>
        CutWindows(net, Features(net, image, c), positions, c);

    /// <summary>The score of each crop.</summary>
    /// <param name="net">The engine.</param>
    /// <param name="distorted">Features of the image: [crops, channels, side, side].</param>
    /// <param name="reference">Features of the pristine original, of the same shape.</param>
    /// <param name="c">The settings.</param>
    /// <returns>[crops, 1].</returns>
    public static T Score<T>(INet<T> net, T distorted, T reference, IqtConfig c)
        where T : class =>
        Score(net, distorted, reference, Remember(net, reference, c), c);

    /// <summary>What depends on the reference alone and is computed once for all of its versions: the decoder's tokens after their first self-attention.</summary>
    /// <returns>[crops, tokens, width]; null with progressive sampling, where the tokens depend on both images.</returns>
    public static T? Remember<T>(INet<T> net, T reference, IqtConfig c)
        where T : class =>
        c.Sampling == IqtSampling.Grid ? DecoderSelfAttention(Decoder(net), net.ToTokens(Pristine(net, reference, c), c.Width), c) : null;

    /// <summary>The score of each crop, given the result of <see cref="Remember{T}"/>.</summary>
    public static T Score<T>(INet<T> net, T distorted, T reference, T? remembered, IqtConfig c)
        where T : class
    {
        var difference = net.In("conv_enc").Conv2d(net.Subtract(reference, distorted), c.FeatureChannels, c.Width, 1);
        T tokens;
        if (remembered is null)
        {
            (tokens, var referenceTokens) = ProgressiveSampling.Tokens(net.In("sampling"), difference, Pristine(net, reference, c), c);
            remembered = DecoderSelfAttention(Decoder(net), referenceTokens, c);
        }
        else
        {
            tokens = net.ToTokens(difference, c.Width);
        }

        var encoded = Encode(net.In("transformer").In("encoder"), tokens, c);
        var decoded = Decode(Decoder(net), remembered, encoded, c);
        var hidden = net.Relu(net.In("projection").In("0").Linear(Pool(net, decoded, c), c.Width, c.HeadHidden, bias: false));
        var score = net.DropTokens(net.In("projection").In("2").Linear(hidden, c.HeadHidden, 1, bias: false));
        return c.Bounded ? net.Scale(net.Sigmoid(score), IqtConfig.Bound) : score;
    }

    /// <summary>How far the encoder's tokens of both images lie apart at each position: [crops, channels, rows, columns] twice → [crops, 1, rows, columns].</summary>
    public static T Difference<T>(INet<T> net, T distorted, T reference, IqtConfig c)
        where T : class =>
        net.Power(net.Reduce(net.Power(net.In("conv_enc").Conv2d(net.Subtract(reference, distorted), c.FeatureChannels, c.Width, 1, bias: false), 2), Reduction.Sum, [1]), 0.5);

    /// <summary>One layer of the encoder: self-attention and feed-forward, each normalised after its residual sum.</summary>
    internal static T EncoderLayer<T>(INet<T> net, T x, IqtConfig c)
        where T : class
    {
        x = Normed(net.In("layer_norm1"), net.Add(x, Attention(net.In("self_attn"), x, x, c)), c);
        return Normed(net.In("layer_norm2"), net.Add(x, FeedForward(net.In("pos_ffn"), x, c)), c);
    }

    private static T Pooled<T>(INet<T> net, T map, int factor, IqtConfig c)
        where T : class => factor == 1 ? map : net.AveragePool(map, factor, factor, c.Whole ? default : Padding.Same); // the sides of whole images are multiples of it

    /// <summary>Square windows of one image's maps: [1, channels, height, width] → [windows, channels, side, side].</summary>
    private static T CutWindows<T>(IOperators<T> net, T maps, T positions, IqtConfig c)
        where T : class
    {
        var windows = net.Gather(net.Reshape(maps, c.FeatureChannels, -1), positions, axis: 1);
        return net.Reshape(net.Transpose(windows, 1, 0, 2), -1, c.FeatureChannels, c.Side, c.Side);
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

    private static INet<T> Decoder<T>(INet<T> net)
        where T : class => net.In("transformer").In("decoder");

    private static T Pristine<T>(INet<T> net, T reference, IqtConfig c)
        where T : class => net.In("conv_dec").Conv2d(reference, c.FeatureChannels, c.Width, 1);

    /// <summary>The first layer's self-attention, which does not depend on the encoder.</summary>
    private static T DecoderSelfAttention<T>(INet<T> net, T tokens, IqtConfig c)
        where T : class
    {
        // Where the first vector is scored and attends only to itself, the others have no effect.
        var x = Sequence(net, tokens, c);
        return SelfAttention(net, 0, c.Pooling == IqtPooling.First && c.CausalDecoder ? net.FirstToken(x) : x, c);
    }

    /// <param name="net">The decoder.</param>
    /// <param name="x">The result of <see cref="DecoderSelfAttention{T}"/>.</param>
    /// <param name="encoded">The encoder's tokens.</param>
    /// <param name="c">The settings.</param>
    private static T Decode<T>(INet<T> net, T x, T encoded, IqtConfig c)
        where T : class
    {
        for (var i = 0; i < c.Layers; i++)
        {
            var layer = Layer(net, i);
            x = i == 0 ? x : SelfAttention(net, i, x, c);
            x = Normed(layer.In("layer_norm2"), net.Add(x, Attention(layer.In("dec_enc_attn"), x, encoded, c)), c);
            x = Normed(layer.In("layer_norm3"), net.Add(x, FeedForward(layer.In("pos_ffn"), x, c)), c);
        }

        return x;
    }

    private static T SelfAttention<T>(INet<T> net, int i, T x, IqtConfig c)
        where T : class
    {
        // In the last layer only the query of the vector that is scored is needed.
        var layer = Layer(net, i);
        var firstScored = c.Pooling == IqtPooling.First;
        var queries = firstScored && i == c.Layers - 1 ? net.FirstToken(x) : x;
        return Normed(layer.In("layer_norm1"), net.Add(queries, Attention(layer.In("self_attn"), queries, x, c, c.CausalDecoder && !firstScored)), c);
    }

    private static INet<T> Layer<T>(INet<T> net, int i)
        where T : class => net.In("layers").In($"{i}");

    private static T Sequence<T>(INet<T> net, T tokens, IqtConfig c)
        where T : class
    {
        var x = c.QualityToken ? net.PrependToken(net.Parameter("cls_token", [1, 1, c.Width], Init.Normal), tokens) : tokens;
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
            IqtPooling.Mean => net.Reduce(x, Reduction.Mean, [1]),
            IqtPooling.Max => net.Reduce(x, Reduction.Max, [1]),
            _ => net.FirstToken(x),
        };

    private static T Attention<T>(INet<T> net, T queries, T tokens, IqtConfig c, bool causal = false)
        where T : class
    {
        var wide = c.Heads * c.HeadWidth;
        var q = net.In("W_Q").Linear(queries, c.Width, wide);
        var k = net.In("W_K").Linear(tokens, c.Width, wide);
        var v = net.In("W_V").Linear(tokens, c.Width, wide);
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
