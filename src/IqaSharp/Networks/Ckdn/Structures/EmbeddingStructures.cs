namespace IqaSharp.Networks.Ckdn.Structures;

/// <summary>The restored image alone.</summary>
internal sealed class NoReference : CkdnStructure
{
    public override bool HasReference => false;

    public override IReadOnlyList<int> Channels(CkdnConfig c) => [];

    public override IReadOnlyList<T> Embed<T>(INet<T> net, T reference, CkdnConfig c) => [];

    public override T Maps<T>(INet<T> net, T restored, T embedded, IReadOnlyList<T> reference, CkdnConfig c) => CkdnNetwork.Late(net, "csp", embedded, c);
}

/// <summary>The paper's: the predictor reads the difference of the two embeddings.</summary>
internal sealed class Subtraction : CkdnStructure
{
    public override T Maps<T>(INet<T> net, T restored, T embedded, IReadOnlyList<T> reference, CkdnConfig c) => CkdnNetwork.Late(net, "csp", net.Subtract(embedded, reference[0]), c);
}

/// <summary>Each position of the restored image attends to the averaged windows of the reference, and the result is added to it.</summary>
internal sealed class CrossAttention : CkdnStructure
{
    private const int KeyWindow = 4;

    public override T Maps<T>(INet<T> net, T restored, T embedded, IReadOnlyList<T> reference, CkdnConfig c)
    {
        var channels = c.EmbeddingChannels;
        var windows = net.ToTokens(net.AveragePool(reference[0], KeyWindow, KeyWindow), channels);
        var attended = net.In("cross").MultiHeadAttention(net.ToTokens(embedded, channels), windows, channels, c.Heads);
        return CkdnNetwork.Late(net, "csp", net.Add(embedded, net.ReshapeLike(net.Transpose(attended, 0, 2, 1), embedded)), c);
    }
}
