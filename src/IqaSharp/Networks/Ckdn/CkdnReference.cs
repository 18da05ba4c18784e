namespace IqaSharp.Networks.Ckdn;

/// <summary>What CKDN makes of the degraded input.</summary>
public enum CkdnReference
{
    /// <summary>Its embedding is subtracted from the restored image's: the paper's.</summary>
    Subtract,

    /// <summary>The restored image's positions attend to it.</summary>
    CrossAttention,

    /// <summary>Nothing: there is no such branch, and the restored image is scored alone.</summary>
    None,
}
