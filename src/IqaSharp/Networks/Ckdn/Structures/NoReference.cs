namespace IqaSharp.Networks.Ckdn.Structures;

/// <summary>The restored image alone.</summary>
internal sealed class NoReference : CkdnStructure
{
    public override bool HasReference => false;

    public override IReadOnlyList<int> Channels(CkdnConfig c) => [];

    public override IReadOnlyList<T> Embed<T>(INet<T> net, T reference, CkdnConfig c) => [];

    public override T Maps<T>(INet<T> net, T restored, T embedded, IReadOnlyList<T> reference, CkdnConfig c) => CkdnNetwork.Late(net, "csp", embedded, c);
}
