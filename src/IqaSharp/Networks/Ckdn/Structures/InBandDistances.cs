namespace IqaSharp.Networks.Ckdn.Structures;

/// <summary>The distances of both images averaged over 2×2 and 4×4 pixels, where a faithful restoration has to agree with its input, in a branch that both pass; they join what the predictor says of the restored image at its full size.</summary>
internal sealed class InBandDistances : CkdnStructure
{
    private static readonly (int Factor, int Coarsest)[] s_bands = [(2, 8), (4, 4)];

    public override IReadOnlyList<int> Channels(CkdnConfig c) => [.. s_bands.SelectMany(band => Compared(c, band.Coarsest)).Select(stage => c.Trunk.Stages[stage].Channels)];

    public override int FidelityChannels(CkdnConfig c) => Channels(c).Count * Distances.Channels;

    public override IReadOnlyList<T> Embed<T>(INet<T> net, T reference, CkdnConfig c) =>
        [.. s_bands.SelectMany(band => c.Trunk.Read(net.In("dte"), net.AveragePool(reference, band.Factor, band.Factor), Compared(c, band.Coarsest)))];

    public override T Maps<T>(INet<T> net, T restored, T embedded, IReadOnlyList<T> reference, CkdnConfig c) =>
        net.Concat(1, [CkdnNetwork.Late(net, "csp", embedded, c), .. DistancesOf(net, restored, reference, c, 0)]);

    /// <summary>The distances alone.</summary>
    /// <param name="net">The root of the network.</param>
    /// <param name="restored">[batch, 3, height, width].</param>
    /// <param name="reference">The result of <see cref="Embed"/>.</param>
    /// <param name="c">The settings.</param>
    /// <param name="first">The number in the first one's name.</param>
    public IEnumerable<T> DistancesOf<T>(INet<T> net, T restored, IReadOnlyList<T> reference, CkdnConfig c, int first)
        where T : class
    {
        var maps = Embed(net, restored, c);
        var stages = s_bands.SelectMany(band => Compared(c, band.Coarsest).Select(stage => (Stage: c.Trunk.Stages[stage], band.Factor)));
        return stages.Select((at, i) => Distances.Of(net.In($"distance{first + i}"), maps[i], reference[i], at.Stage.Channels, c.FeatureStride / at.Stage.Stride / at.Factor));
    }

    private static int[] Compared(CkdnConfig c, int coarsest) => [.. c.Trunk.LastBlocks(2, coarsest)];
}
