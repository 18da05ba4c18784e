namespace IqaSharp.Restorations;

/// <summary>The task that a restoration solves.</summary>
public enum RestorationKind
{
    /// <summary>Enlarges.</summary>
    Upscale,

    /// <summary>Undoes a blur.</summary>
    Deblur,

    /// <summary>Removes noise.</summary>
    Denoise,

    /// <summary>Removes JPEG blocking.</summary>
    Deblock,

    /// <summary>Makes an image look sharper, whatever its degradation.</summary>
    Enhance,
}
