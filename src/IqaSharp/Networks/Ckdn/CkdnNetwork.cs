using IqaSharp.Networks.Backbones;
using IqaSharp.Networks.Ckdn.Structures;

namespace IqaSharp.Networks.Ckdn;

/// <summary>The conditional knowledge distillation network, for a restored image and the degraded input of the restoration.</summary>
/// <remarks>Zheng, Yang, Fu, Zha, Luo, "Learning Conditional Knowledge Distillation for Degraded-Reference Image Quality Assessment", ICCV 2021, figure 2.
/// DTE is the degradation-tolerant embedding, QSE the quality-sensitive one, CSP the convolutional score predictor. Parameters carry the names of the official code.</remarks>
internal static class CkdnNetwork
{
    private const double Dropped = 0.5;

    /// <summary>The score of a restored image: 0 … 1.</summary>
    /// <param name="net">The engine.</param>
    /// <param name="restored">[batch, 3, crop, crop].</param>
    /// <param name="reference">What <see cref="CkdnStructure.Embed"/> makes of the reference.</param>
    /// <param name="c">The settings.</param>
    /// <returns>[batch, 1].</returns>
    public static T Score<T>(INet<T> net, T restored, IReadOnlyList<T> reference, CkdnConfig c)
        where T : class =>
        PredictScore(net, restored, Embed(net, restored, c), reference, c);

    /// <summary>The quality-sensitive embedding of a restored image: [batch, channels, side, side].</summary>
    internal static T Embed<T>(INet<T> net, T restored, CkdnConfig c)
        where T : class => Backbone.Of(c.Backbone).Early(net, "qse", restored);

    /// <summary>The score of an embedded image against an embedded reference, if there is one.</summary>
    internal static T PredictScore<T>(INet<T> net, T restored, T embedded, IReadOnlyList<T> reference, CkdnConfig c)
        where T : class =>
        Head(net, "fc_", net.GlobalAveragePool(c.Structure.Maps(net, restored, embedded, reference, c)), c.LateChannels + c.Structure.FidelityChannels(c), c);

    /// <summary>The score of a restored image, and the score that each position would give if all were like it: [batch, 1] and [batch, positions, 1].</summary>
    /// <inheritdoc cref="Score"/>
    public static (T Score, T Places) ScorePlaces<T>(INet<T> net, T restored, IReadOnlyList<T> reference, CkdnConfig c)
        where T : class
    {
        var (maps, channels) = (c.Structure.Maps(net, restored, Embed(net, restored, c), reference, c), c.LateChannels + c.Structure.FidelityChannels(c));
        return (Head(net, "fc_", net.GlobalAveragePool(maps), channels, c), Head(net, "fc_", net.ToTokens(maps, channels), channels, c));
    }

    /// <summary>The auxiliary predictor's probability that the second of two embedded images is preferred to the first.</summary>
    internal static T PredictPreference<T>(INet<T> net, T restored, T other, CkdnConfig c)
        where T : class =>
        Head(net, "fc1_", net.GlobalAveragePool(Late(net, "aux_csp", net.Subtract(restored, other), c)), c.LateChannels, c);

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
        var embedded = Embed(net, restored, c);
        var shown = c.Structure.Embed(net, degraded, c);
        var original = c is { Distilled: true, Structure.HasReference: true } ? c.Structure.Embed(net, pristine, c) : null;
        return new CkdnTraining<T>(
            PredictScore(net, restored, embedded, shown, c),
            original is null ? null : PredictScore(net, restored, embedded, original, c),
            PredictPreference(net, embedded, Embed(net, other, c), c),
            shown.Count > 0 ? shown[0] : null,
            original?[0]);
    }

    /// <summary>The stages of a predictor: [batch, channels, rows, columns] → [batch, late channels, rows', columns'].</summary>
    internal static T Late<T>(INet<T> net, string csp, T maps, CkdnConfig c)
        where T : class => Backbone.Of(c.Backbone).Late(net.In(csp), maps);

    /// <summary>[…, channels] → […, 1].</summary>
    private static T Head<T>(INet<T> net, string fc, T x, int channels, CkdnConfig c)
        where T : class
    {
        x = net.Dropout(net.Relu(net.In(fc).In("0").Linear(x, channels, c.Hidden)), Dropped);
        x = net.Dropout(net.Relu(net.In(fc).In("3").Linear(x, c.Hidden, c.Hidden)), Dropped);
        return net.Sigmoid(net.In(fc).In("6").Linear(x, c.Hidden, 1));
    }
}
