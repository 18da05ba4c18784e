namespace IqaSharp.Imaging.Planes;

/// <summary>Boundary handling: the samples that a filter reads outside an image.</summary>
internal enum Border
{
    /// <summary>Zero: MATLAB's <c>conv2(…, 'same')</c>.</summary>
    Zero,

    /// <summary>Mirrored, with the edge repeated: b a | a b c.</summary>
    Symmetric,

    /// <summary>Mirrored about the edge sample: c b | a b c.</summary>
    Reflect,
}
