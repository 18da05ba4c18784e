namespace IqaSharp.Fuzz;

/// <summary>The layer around the content of a format.</summary>
internal enum Packing
{
    /// <summary>Nothing: bytes are mutated as they are.</summary>
    None,

    /// <summary>A zip archive: a file in it is mutated and packed again.</summary>
    Zip,

    /// <summary>The header of a safetensors file: its length is written anew.</summary>
    SafeTensors,

    /// <summary>A MATLAB file: what follows its header is sometimes deflated.</summary>
    Matlab,
}
