namespace IqaSharp.Models.Download;

/// <summary>What a downloaded file was held against, beside its size.</summary>
public enum Verification
{
    /// <summary>The catalogue's SHA-256.</summary>
    Sha256,

    /// <summary>The first digits of the SHA-256, which the file's name carries.</summary>
    Sha256Prefix,

    /// <summary>The MD5 that the server sent along: the file arrived as it lies there. Nobody published a hash of it.</summary>
    ServerMd5,

    /// <summary>Nothing: nobody published a hash, and the server sends none.</summary>
    None,
}
