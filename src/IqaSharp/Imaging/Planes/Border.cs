namespace IqaSharp.Imaging.Planes;

/// <summary>What a filter finds outside an image.</summary>
internal enum Border
{
    /// <summary>Zero: MATLAB's <c>conv2(…, 'same')</c>.</summary>
    Zero,

    /// <summary>The mirror image, the edge twice: b a | a b c.</summary>
    Symmetric,

    /// <summary>The mirror image, the edge once: c b | a b c.</summary>
    Reflect,
}
