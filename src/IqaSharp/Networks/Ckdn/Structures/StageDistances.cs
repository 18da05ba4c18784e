namespace IqaSharp.Networks.Ckdn.Structures;

/// <summary>Distances from the reference at several stages of a branch that both images pass, besides the restored image alone.</summary>
internal sealed class StageDistances : CkdnStructure
{
    public override IReadOnlyList<int> Channels(CkdnConfig c) => [.. Compared(c).Select(stage => c.Trunk.Stages[stage].Channels)];

    public override int FidelityChannels(CkdnConfig c) => Compared(c).Length * Distances.Channels;

    public override IReadOnlyList<T> Embed<T>(INet<T> net, T reference, CkdnConfig c) => c.Trunk.Read(net.In("dte"), reference, Compared(c));

    public override T Fidelity<T>(INet<T> net, T restored, T embedded, IReadOnlyList<T> reference, CkdnConfig c)
    {
        var maps = Embed(net, restored, c);
        return net.Concat(1, [.. Compared(c).Select((stage, i) => Distances.Of(net.In($"distance{i}"), maps[i], reference[i], c.Trunk.Stages[stage].Channels, c.FeatureStride / c.Trunk.Stages[stage].Stride))]);
    }

    /// <summary>The last block at each resolution, by the stage's index.</summary>
    private static int[] Compared(CkdnConfig c) => [.. c.Trunk.LastBlocks(4, c.FeatureStride)];
}
