namespace IqaSharp.Networks.Ckdn.Structures;

/// <summary>Distances after several stages at full size, which show where the two images differ, and of both averaged, which show whether they agree: those of <see cref="StageDistances"/> and of <see cref="InBandDistances"/>.</summary>
internal sealed class EveryScale : CkdnStructure
{
    private static readonly StageDistances s_full = new();
    private static readonly InBandDistances s_bands = new();

    public override IReadOnlyList<int> Channels(CkdnConfig c) => [.. s_full.Channels(c), .. s_bands.Channels(c)];

    public override int FidelityChannels(CkdnConfig c) => s_full.FidelityChannels(c) + s_bands.FidelityChannels(c);

    public override IReadOnlyList<T> Embed<T>(INet<T> net, T reference, CkdnConfig c) => [.. s_full.Embed(net, reference, c), .. s_bands.Embed(net, reference, c)];

    public override T Maps<T>(INet<T> net, T restored, T embedded, IReadOnlyList<T> reference, CkdnConfig c)
    {
        var full = s_full.Channels(c).Count;
        return net.Concat(1, [s_full.Maps(net, restored, embedded, [.. reference.Take(full)], c), .. s_bands.DistancesOf(net, restored, [.. reference.Skip(full)], c, full)]);
    }
}
