using IqaSharp.Core;
using IqaSharp.Networks.Backbones;

namespace IqaSharp.Networks.Ckdn.Structures;

/// <summary>The embedding that the pristine original would have, predicted from the degraded input's, with the error that is expected of the prediction: the distance from it counts where it is sure.
/// Training tells it the pristine embedding (<see cref="CkdnTraining{T}"/>); nothing is distilled.</summary>
internal sealed class PredictedOriginal : CkdnStructure
{
    public override IReadOnlyList<int> Channels(CkdnConfig c) => [c.EmbeddingChannels, 1];

    public override int FidelityChannels(CkdnConfig c) => Distances.Channels + 2;

    public override IReadOnlyList<T> Embed<T>(INet<T> net, T reference, CkdnConfig c)
    {
        var (channels, hidden) = (c.EmbeddingChannels, 2 * c.EmbeddingChannels);
        var degraded = Backbone.Of(c.Backbone).Early(net, "dte", reference);
        var inner = net.Relu(net.In("predict0").Conv2d(degraded, channels, hidden, 3, padding: Padding.Same));
        inner = net.Relu(net.In("predict1").Conv2d(inner, hidden, hidden, 3, padding: Padding.Same));
        return [net.Add(degraded, net.In("predict2").Conv2d(inner, hidden, channels, 3, padding: Padding.Same)), net.Relu(net.In("expect").Conv2d(inner, hidden, 1, 1))];
    }

    public override T Maps<T>(INet<T> net, T restored, T embedded, IReadOnlyList<T> reference, CkdnConfig c)
    {
        var pooled = c.FeatureStride / c.Trunk.Stages[c.Trunk.EarlyStage].Stride;
        var error = net.Reduce(net.Square(net.Subtract(embedded, reference[0])), Reduction.Mean, [1]);
        var surprise = net.Multiply(error, net.Power(net.Add(reference[1], net.Constant(Tensor.Of([0.05f]))), -1));
        return net.Concat(1, CkdnNetwork.Late(net, "csp", embedded, c), Distances.Of(net.In("distance0"), embedded, reference[0], c.EmbeddingChannels, pooled), net.AveragePool(reference[1], pooled, pooled), net.AveragePool(surprise, pooled, pooled));
    }
}
