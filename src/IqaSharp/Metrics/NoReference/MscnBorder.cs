namespace IqaSharp.Metrics.NoReference;

/// <summary>What the local statistics see beyond the image.</summary>
internal enum MscnBorder
{
    /// <summary>The outermost pixels again.</summary>
    Replicate,

    /// <summary>Black.</summary>
    Zero,
}
