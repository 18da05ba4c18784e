using IqaSharp.Networks.Backbones;

namespace IqaSharp.Networks.Ckdn.Structures;

/// <summary>How a CKDN uses its reference: what it keeps of a reference, and where that meets the restored image.</summary>
internal abstract class CkdnStructure
{
    /// <summary>The structure of a setting.</summary>
    public static CkdnStructure Of(CkdnReference reference) => reference switch
    {
        CkdnReference.Subtract => new Subtraction(),
        CkdnReference.CrossAttention => new CrossAttention(),
        CkdnReference.Stages => new StageDistances(),
        CkdnReference.InBand => new InBandDistances(),
        CkdnReference.EveryScale => new EveryScale(),
        CkdnReference.Predicted => new PredictedOriginal(),
        _ => new NoReference(),
    };

    /// <summary>Whether there is a reference branch.</summary>
    public virtual bool HasReference => true;

    /// <summary>Channels of each of the maps that <see cref="Embed"/> makes.</summary>
    public virtual IReadOnlyList<int> Channels(CkdnConfig c) => [c.EmbeddingChannels];

    /// <summary>Channels of what joins the maps of the late stage.</summary>
    public virtual int FidelityChannels(CkdnConfig c) => 0;

    /// <summary>All that scoring needs of a reference.</summary>
    /// <param name="net">The root of the network.</param>
    /// <param name="reference">[batch, 3, height, width], normalised as the backbone wants.</param>
    /// <param name="c">The settings.</param>
    public virtual IReadOnlyList<T> Embed<T>(INet<T> net, T reference, CkdnConfig c)
        where T : class => [Backbone.Of(c.Backbone).Early(net, "dte", reference)];

    /// <summary>The maps that the predictor averages: those of its stages, with what joins them.</summary>
    /// <param name="net">The root of the network.</param>
    /// <param name="restored">[batch, 3, height, width].</param>
    /// <param name="embedded">Its embedding, [batch, channels, rows, columns].</param>
    /// <param name="reference">The result of <see cref="Embed"/>.</param>
    /// <param name="c">The settings.</param>
    /// <returns>[batch, channels of the late stage + <see cref="FidelityChannels"/>, rows, columns].</returns>
    public abstract T Maps<T>(INet<T> net, T restored, T embedded, IReadOnlyList<T> reference, CkdnConfig c)
        where T : class;
}
