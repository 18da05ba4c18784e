namespace IqaSharp.Networks.Ckdn.Structures;

/// <summary>Each position of the restored image attends to the averaged windows of the reference, and the result is added to it.</summary>
internal sealed class CrossAttention : CkdnStructure
{
    private const int KeyWindow = 4;

    public override T Meet<T>(INet<T> net, T embedded, IReadOnlyList<T> reference, CkdnConfig c)
    {
        var channels = c.EmbeddingChannels;
        var windows = net.ToTokens(net.AveragePool(reference[0], KeyWindow, KeyWindow), channels);
        var attended = net.In("cross").MultiHeadAttention(net.ToTokens(embedded, channels), windows, channels, c.Heads);
        return net.Add(embedded, net.ReshapeLike(net.Transpose(attended, 0, 2, 1), embedded));
    }
}
