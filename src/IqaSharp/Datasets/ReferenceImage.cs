namespace IqaSharp.Datasets;

/// <summary>What a restoration is held against.</summary>
public enum ReferenceImage
{
    /// <summary>The input of the restoration: what there is in use.</summary>
    Degraded,

    /// <summary>The pristine original: an upper bound.</summary>
    Pristine,
}
