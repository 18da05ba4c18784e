namespace IqaSharp.Networks.Ckdn.Structures;

/// <summary>The paper's: the predictor reads the difference of the two embeddings.</summary>
internal sealed class Subtraction : CkdnStructure
{
    public override T Maps<T>(INet<T> net, T restored, T embedded, IReadOnlyList<T> reference, CkdnConfig c) => CkdnNetwork.Late(net, "csp", net.Subtract(embedded, reference[0]), c);
}
