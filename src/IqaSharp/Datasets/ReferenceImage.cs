namespace IqaSharp.Datasets;

/// <summary>Which image a restoration is compared with.</summary>
public enum ReferenceImage
{
    /// <summary>The degraded input of the restoration: all that is available in practice.</summary>
    Degraded,

    /// <summary>The pristine original: an upper bound.</summary>
    Pristine,
}
