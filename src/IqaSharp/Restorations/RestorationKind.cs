namespace IqaSharp.Restorations;

/// <summary>What a restoration is for.</summary>
public enum RestorationKind
{
    /// <summary>Makes a larger image.</summary>
    Upscale,

    /// <summary>Undoes a blur.</summary>
    Deblur,

    /// <summary>Removes noise.</summary>
    Denoise,

    /// <summary>Removes the blocks of JPEG.</summary>
    Deblock,

    /// <summary>Makes an image look crisper, whatever happened to it.</summary>
    Enhance,
}
