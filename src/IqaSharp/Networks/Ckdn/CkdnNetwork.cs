using IqaSharp.Networks.Backbones;

namespace IqaSharp.Networks.Ckdn;

/// <summary>The conditional knowledge distillation network, for a restored image and the degraded input of the restoration.</summary>
/// <remarks>Zheng, Yang, Fu, Zha, Luo, "Learning Conditional Knowledge Distillation for Degraded-Reference Image Quality Assessment", ICCV 2021, figure 2.
/// DTE is the degradation-tolerant embedding, QSE the quality-sensitive one, CSP the convolutional score predictor. Parameters carry the names of the official code.</remarks>
internal static class CkdnNetwork
{
    private const int KeyWindow = 4;
    private const double Dropped = 0.5;

    /// <summary>The degradation-tolerant embedding of a reference: [batch, 3, crop, crop], normalised as the backbone wants → [batch, channels, side, side].</summary>
    public static T EmbedReference<T>(INet<T> net, T reference, CkdnConfig c)
        where T : class =>
        Backbone.Of(c.Backbone).Early(net, "dte", reference);

    /// <summary>The score of a restored image: 0 … 1.</summary>
    /// <param name="net">The engine.</param>
    /// <param name="restored">[batch, 3, crop, crop].</param>
    /// <param name="reference">The result of <see cref="EmbedReference{T}"/>; null without a reference branch.</param>
    /// <param name="c">The settings.</param>
    /// <returns>[batch, 1].</returns>
    public static T Score<T>(INet<T> net, T restored, T? reference, CkdnConfig c)
        where T : class =>
        PredictScore(net, Embed(net, restored, c), reference, c);

    /// <summary>The quality-sensitive embedding of a restored image, in the shape of <see cref="EmbedReference{T}"/>.</summary>
    internal static T Embed<T>(INet<T> net, T restored, CkdnConfig c)
        where T : class => Backbone.Of(c.Backbone).Early(net, "qse", restored);

    /// <summary>The score of an embedded image against an embedded reference, if there is one.</summary>
    internal static T PredictScore<T>(INet<T> net, T restored, T? reference, CkdnConfig c)
        where T : class =>
        Predict(net, "csp", "fc_", Compare(net, restored, reference, c), c);

    /// <summary>The score of a restored image, and the score that each position would give if all were like it: [batch, 1] and [batch, positions, 1].</summary>
    /// <inheritdoc cref="Score"/>
    public static (T Score, T Places) ScorePlaces<T>(INet<T> net, T restored, T? reference, CkdnConfig c)
        where T : class
    {
        var maps = Late(net, "csp", Compare(net, Embed(net, restored, c), reference, c), c);
        return (Head(net, "fc_", net.GlobalAveragePool(maps), c), Head(net, "fc_", net.ToTokens(maps, c.LateChannels), c));
    }

    /// <summary>The auxiliary predictor's probability that the second of two embedded images is preferred to the first.</summary>
    internal static T PredictPreference<T>(INet<T> net, T restored, T other, CkdnConfig c)
        where T : class =>
        Predict(net, "aux_csp", "fc1_", net.Subtract(restored, other), c);

    /// <summary>Everything that training uses.</summary>
    /// <param name="net">The engine.</param>
    /// <param name="restored">[batch, 3, crop, crop].</param>
    /// <param name="other">Another restored image of the same scene.</param>
    /// <param name="degraded">The degraded input of both.</param>
    /// <param name="pristine">The pristine original.</param>
    /// <param name="c">The settings.</param>
    public static CkdnTraining<T> Train<T>(INet<T> net, T restored, T other, T degraded, T pristine, CkdnConfig c)
        where T : class
    {
        var hasReference = c.Reference != CkdnReference.None;
        var embedded = Embed(net, restored, c);
        var degradedEmbedding = hasReference ? EmbedReference(net, degraded, c) : null;
        var pristineEmbedding = hasReference && c.Distilled ? EmbedReference(net, pristine, c) : null;
        return new CkdnTraining<T>(
            PredictScore(net, embedded, degradedEmbedding, c),
            pristineEmbedding is null ? null : PredictScore(net, embedded, pristineEmbedding, c),
            PredictPreference(net, embedded, Embed(net, other, c), c),
            degradedEmbedding,
            pristineEmbedding);
    }

    private static T Compare<T>(INet<T> net, T restored, T? reference, CkdnConfig c)
        where T : class => c.Reference switch
        {
            CkdnReference.Subtract => net.Subtract(restored, reference!),
            CkdnReference.CrossAttention => Attend(net.In("cross"), restored, reference!, c),
            _ => restored,
        };

    /// <summary>Each position of the restored image attends to the averaged windows of the reference, and the result is added to it.</summary>
    private static T Attend<T>(INet<T> net, T restored, T reference, CkdnConfig c)
        where T : class
    {
        var channels = c.EmbeddingChannels;
        var windows = net.ToTokens(net.AveragePool(reference, KeyWindow, KeyWindow), channels);
        var attended = net.MultiHeadAttention(net.ToTokens(restored, channels), windows, channels, c.Heads);
        return net.Add(restored, net.ReshapeLike(net.Transpose(attended, 0, 2, 1), restored));
    }

    private static T Predict<T>(INet<T> net, string csp, string fc, T difference, CkdnConfig c)
        where T : class => Head(net, fc, net.GlobalAveragePool(Late(net, csp, difference, c)), c);

    private static T Late<T>(INet<T> net, string csp, T difference, CkdnConfig c)
        where T : class => Backbone.Of(c.Backbone).Late(net.In(csp), difference);

    /// <summary>[…, channels] → […, 1].</summary>
    private static T Head<T>(INet<T> net, string fc, T x, CkdnConfig c)
        where T : class
    {
        x = net.Dropout(net.Relu(net.In(fc).In("0").Linear(x, c.LateChannels, c.Hidden)), Dropped);
        x = net.Dropout(net.Relu(net.In(fc).In("3").Linear(x, c.Hidden, c.Hidden)), Dropped);
        return net.Sigmoid(net.In(fc).In("6").Linear(x, c.Hidden, 1));
    }
}
