namespace IqaSharp.Networks.Musiq;

/// <summary>The multi-scale image quality transformer.</summary>
/// <remarks>Ke, Wang, Wang, Milanfar, Yang, "MUSIQ: Multi-scale Image Quality Transformer", ICCV 2021, figure 2 and section 3.
/// Parameters carry the names of the PyTorch checkpoints. Written in two stages, so that the patches of a large photograph can be encoded block by block.</remarks>
internal static class MusiqNetwork
{
    private const int StemChannels = 64;
    private const int PatchChannels = 256;
    private const double Epsilon = 1e-6;

    // The stem's convolution and its max-pool each halve a patch's side.
    private const int FlatPatch = PatchChannels * (MusiqConfig.Patch / 4) * (MusiqConfig.Patch / 4);

    /// <summary>The whole network: patches to score.</summary>
    /// <param name="net">The engine.</param>
    /// <param name="patches">[tokens, 3, 32, 32], values in −1…1: the scales one after the other, each row by row.</param>
    /// <param name="positions">[tokens], 0 … G² − 1: the cell of the G×G grid that the patch hashes to (section 3.3).</param>
    /// <param name="scales">[tokens]: which scale the patch is from.</param>
    /// <param name="c">The settings.</param>
    /// <returns>[images, outputs]: a score, or the distribution over the ratings.</returns>
    public static T Score<T>(INet<T> net, T patches, T positions, T scales, MusiqConfig c)
        where T : class =>
        ScoreTokens(net, net.Reshape(EncodePatches(net, patches, c), 1, -1, c.Hidden), positions, scales, c);

    /// <summary>The whole network on a backbone: scales to score.</summary>
    /// <param name="net">The engine.</param>
    /// <param name="images">The scales, each [images, 3, height, width], normalised as the backbone wants.</param>
    /// <param name="positions">[images, tokens] or [tokens]: the cells of the hash grid, one scale after the other.</param>
    /// <param name="scales">Of the same shape: which scale the token is from.</param>
    /// <param name="c">The settings.</param>
    /// <returns>[images, outputs].</returns>
    public static T ScoreScales<T>(INet<T> net, IReadOnlyList<T> images, T positions, T scales, MusiqConfig c)
        where T : class =>
        ScoreTokens(net, net.Concat(1, [.. images.Select(image => EmbedCells(net, CellFeatures(net, image, c), c))]), positions, scales, c);

    /// <summary>The first stage on a backbone, run once over a whole scale: the features of each 32×32 cell.</summary>
    /// <param name="net">The engine.</param>
    /// <param name="image">[images, 3, height, width], sides multiples of 32.</param>
    /// <param name="c">The settings.</param>
    /// <returns>[images, cells, channels], row by row.</returns>
    public static T CellFeatures<T>(INet<T> net, T image, MusiqConfig c)
        where T : class =>
        DeepCells(net, ShallowMaps(net, image, 0, c), 0, c);

    /// <summary>The maps after the first blocks of the backbone, which training computes once when it freezes those blocks.</summary>
    /// <param name="net">The engine.</param>
    /// <param name="image">[images, 3, height, width], sides multiples of 32.</param>
    /// <param name="depth">How many blocks after the stem.</param>
    /// <param name="c">The settings.</param>
    /// <returns>[images, channels, height', width'].</returns>
    public static T ShallowMaps<T>(INet<T> net, T image, int depth, MusiqConfig c)
        where T : class => c.PatchBackbone.Run(net.In("backbone"), image, c.PatchBackbone.AfterBlocks(depth));

    /// <summary>The rest of the first stage, from those maps: the taps, each averaged over cells of 32×32 pixels.</summary>
    /// <returns>[images, cells, channels], row by row.</returns>
    public static T DeepCells<T>(INet<T> net, T maps, int depth, MusiqConfig c)
        where T : class
    {
        var backbone = c.PatchBackbone;
        var taps = backbone.Read(net.In("backbone"), maps, backbone.AfterBlocks(depth), c.TapStages);
        var cells = taps.Zip(c.TapStages, (tap, stage) => AverageCells(net, tap, MusiqConfig.Patch / backbone.Stages[stage].Stride));
        return net.ToTokens(net.Concat(1, [.. cells]), c.CellChannels);
    }

    /// <summary>Cells to tokens: normalised, since the taps differ in magnitude, and projected.</summary>
    /// <returns>[images, cells, hidden].</returns>
    public static T EmbedCells<T>(INet<T> net, T cells, MusiqConfig c)
        where T : class
    {
        return net.In("embedding").Linear(net.In("embedding_norm").LayerNorm(cells, c.CellChannels, Epsilon), c.CellChannels, c.Hidden);
    }

    /// <summary>The first stage: each patch on its own becomes a token (section 3.2).</summary>
    /// <param name="net">The engine.</param>
    /// <param name="patches">[tokens, 3, 32, 32], values in −1…1.</param>
    /// <param name="c">The settings.</param>
    /// <returns>[tokens, hidden].</returns>
    public static T EncodePatches<T>(INet<T> net, T patches, MusiqConfig c)
        where T : class
    {
        var deviation = c.Semantics == MusiqSemantics.Google ? Deviation.Population : Deviation.Unbiased;
        var x = net.In("conv_root").StandardisedConv2d(patches, 3, StemChannels, 7, deviation, stride: 2, Padding.Same);
        x = net.Relu(net.In("gn_root").GroupNorm(x, 32, StemChannels, Epsilon));
        x = net.MaxPool(x, 3, 2, Padding.Same);
        x = Bottleneck(net.In("block1"), x, deviation);
        x = net.In("stem").Named(net.Reshape(net.Transpose(x, 0, 2, 3, 1), -1, FlatPatch));
        return net.In("embedding").Linear(x, FlatPatch, c.Hidden);
    }

    /// <summary>The second stage: tokens to score (sections 3.3 to 3.5).</summary>
    /// <param name="net">The engine.</param>
    /// <param name="tokens">[images, tokens, hidden]: the result of the first stage.</param>
    /// <param name="positions">[images, tokens] or [tokens]: the cells of the hash grid.</param>
    /// <param name="scales">Of the same shape: the scales.</param>
    /// <param name="c">The settings.</param>
    /// <returns>[images, outputs].</returns>
    public static T ScoreTokens<T>(INet<T> net, T tokens, T positions, T scales, MusiqConfig c)
        where T : class =>
        ScoreEmbedding(net, EmbedTokens(net, tokens, positions, scales, c).Image, c);

    /// <summary>The second stage without its head.</summary>
    /// <inheritdoc cref="ScoreTokens{T}"/>
    /// <returns>Image: the class token, [images, hidden]. Tokens: all tokens before the last block, [images, 1 + tokens, hidden].</returns>
    public static (T Image, T Tokens) EmbedTokens<T>(INet<T> net, T tokens, T positions, T scales, MusiqConfig c)
        where T : class
    {
        var encoder = net.In("transformer_encoder");
        var x = c.Position == MusiqPosition.None ? tokens : net.Add(tokens, encoder.In("posembed_input").Embedding("position_emb", positions, 1, c.Grid * c.Grid, c.Hidden));
        x = c.ScaleEmbedding ? net.Add(x, encoder.In("scaleembed_input").Embedding("scale_emb", scales, c.ScaleCount, c.Hidden)) : x;
        x = net.PrependToken(encoder.Parameter("cls", [1, 1, c.Hidden], Init.Zeros), x);
        INet<T> Block(int layer) => encoder.In("transformer").In($"encoderblock_{layer}");
        for (var layer = 0; layer < c.Layers - 1; layer++)
        {
            x = Block(layer).Named(EncoderBlock(Block(layer), x, c));
        }

        var last = Block(c.Layers - 1).Named(ClassTokenBlock(Block(c.Layers - 1), x, c));
        return (net.DropTokens(encoder.In("encoder_norm").LayerNorm(last, c.Hidden, Epsilon)), x);
    }

    /// <summary>The head: [images, hidden] → [images, outputs].</summary>
    internal static T ScoreEmbedding<T>(INet<T> net, T x, MusiqConfig c)
        where T : class =>
        c.IsDistribution
            ? net.Softmax(net.In("head").In("0").Linear(x, c.Hidden, c.Outputs))
            : c.Bounded
                ? net.Scale(net.Sigmoid(net.In("head").Linear(x, c.Hidden, c.Outputs)), MusiqConfig.Bound)
                : net.In("head").Linear(x, c.Hidden, c.Outputs);

    private static T AverageCells<T>(INet<T> net, T map, int side)
        where T : class => side == 1 ? map : net.AveragePool(map, side, side);

    private static T Bottleneck<T>(INet<T> net, T x, Deviation deviation)
        where T : class
    {
        var y = net.In("conv1").StandardisedConv2d(x, StemChannels, StemChannels, 1, deviation);
        y = net.Relu(net.In("gn1").GroupNorm(y, 32, StemChannels, 1e-4));
        y = net.In("conv2").StandardisedConv2d(y, StemChannels, StemChannels, 3, deviation, stride: 1, Padding.Same);
        y = net.Relu(net.In("gn2").GroupNorm(y, 32, StemChannels, 1e-4));
        y = net.In("conv3").StandardisedConv2d(y, StemChannels, PatchChannels, 1, deviation);
        y = net.In("gn3").GroupNorm(y, 32, PatchChannels, 1e-4);
        var shortcut = net.In("conv_proj").StandardisedConv2d(x, StemChannels, PatchChannels, 1, deviation);
        return net.Relu(net.Add(y, net.In("gn_proj").GroupNorm(shortcut, 32, PatchChannels, 1e-4)));
    }

    private static T EncoderBlock<T>(INet<T> net, T x, MusiqConfig c)
        where T : class
    {
        var normed = net.In("norm1").LayerNorm(x, c.Hidden, Epsilon);
        return FeedForward(net, net.Add(x, net.In("attention").MultiHeadAttention(normed, normed, c.Hidden, c.Heads)), c);
    }

    /// <summary>The last block: only the class token is read afterwards, so only its query is computed.</summary>
    private static T ClassTokenBlock<T>(INet<T> net, T x, MusiqConfig c)
        where T : class
    {
        var normed = net.In("norm1").LayerNorm(x, c.Hidden, Epsilon);
        var attended = net.In("attention").MultiHeadAttention(net.FirstToken(normed), normed, c.Hidden, c.Heads);
        return FeedForward(net, net.Add(net.FirstToken(x), attended), c);
    }

    private static T FeedForward<T>(INet<T> net, T x, MusiqConfig c)
        where T : class
    {
        var gelu = c.Semantics == MusiqSemantics.Google ? GeluKind.Tanh : GeluKind.Exact;
        return net.Add(x, net.In("mlp").Mlp(net.In("norm2").LayerNorm(x, c.Hidden, Epsilon), c.Hidden, c.MlpDim, gelu));
    }
}
