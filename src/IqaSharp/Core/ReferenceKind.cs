namespace IqaSharp.Core;

/// <summary>What a metric compares an image with.</summary>
public enum ReferenceKind
{
    /// <summary>Nothing: the image alone.</summary>
    NoReference,

    /// <summary>The pristine original.</summary>
    FullReference,

    /// <summary>The degraded input of the restoration that made the image.</summary>
    DegradedReference,
}
