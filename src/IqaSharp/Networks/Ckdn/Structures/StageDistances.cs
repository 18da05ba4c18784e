namespace IqaSharp.Networks.Ckdn.Structures;

/// <summary>Both images pass the same stages, and their distances after several of them join the restored image's last maps.</summary>
internal sealed class StageDistances : CkdnStructure
{
    public override IReadOnlyList<int> Channels(CkdnConfig c) => [.. Compared(c).Select(stage => c.Trunk.Stages[stage].Channels)];

    public override int FidelityChannels(CkdnConfig c) => Compared(c).Count * Distances.Channels;

    public override IReadOnlyList<T> Embed<T>(INet<T> net, T reference, CkdnConfig c) => Continue(net, CkdnNetwork.Embed(net, reference, c), c);

    public override T Maps<T>(INet<T> net, T restored, T embedded, IReadOnlyList<T> reference, CkdnConfig c)
    {
        var maps = Continue(net, embedded, c);
        return net.Concat(1, [maps[^1], .. Compared(c).Select((stage, i) => Distances.Of(net.In($"distance{i}"), maps[i], reference[i], c.Trunk.Stages[stage].Channels, c.FeatureStride / c.Trunk.Stages[stage].Stride))]);
    }

    private static IReadOnlyList<T> Continue<T>(INet<T> net, T embedded, CkdnConfig c)
        where T : class => [embedded, .. c.Trunk.Read(net.In("csp"), embedded, c.Trunk.EarlyStage, Compared(c).Skip(1).ToList())];

    /// <summary>The last block at each resolution from the embedding's on, by the stage's index.</summary>
    private static IReadOnlyList<int> Compared(CkdnConfig c) => c.Trunk.LastBlocks(c.Trunk.Stages[c.Trunk.EarlyStage].Stride, c.FeatureStride);
}
