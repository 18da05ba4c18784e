namespace IqaSharp.Metrics.NoReference;

/// <summary>Boundary handling of the local statistics.</summary>
internal enum MscnBorder
{
    /// <summary>The edge pixels are replicated.</summary>
    Replicate,

    /// <summary>Zero padding.</summary>
    Zero,
}
