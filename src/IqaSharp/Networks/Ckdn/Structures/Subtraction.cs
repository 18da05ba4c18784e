namespace IqaSharp.Networks.Ckdn.Structures;

/// <summary>The paper's: the predictor reads the difference of the two embeddings.</summary>
internal sealed class Subtraction : CkdnStructure
{
    public override T Meet<T>(INet<T> net, T embedded, IReadOnlyList<T> reference, CkdnConfig c) => net.Subtract(embedded, reference[0]);
}
