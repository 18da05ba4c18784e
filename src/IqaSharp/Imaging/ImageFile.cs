namespace IqaSharp.Imaging;

/// <summary>An image to decode: a file, or bytes in memory; or the reason why there is none.</summary>
/// <param name="Path">A file to decode; the name of bytes in memory; if <paramref name="Error"/> is set, the path or pattern it is about.</param>
/// <param name="Error">The reason, or <see langword="null"/> for an image.</param>
public sealed record ImageFile(string Path, BadImageException? Error = null)
{
    /// <summary>The encoded image, where it is in no file of its own: from the standard input, an archive, a request. Null for a file.</summary>
    public ReadOnlyMemory<byte>? Encoded { get; init; }

    /// <summary>Whether it is a file of a format that is not read, such as a camera's raw file beside its photograph.</summary>
    internal bool IsOtherFormat => Error is not null && File.Exists(Path);

    /// <summary>Decodes it.</summary>
    /// <exception cref="BadImageException">It cannot be read, or there is none.</exception>
    public Image Load(DecodeOptions? options = null) =>
        Error is not null ? throw Error : Encoded is { } bytes ? Image.Load(bytes, Path, options) : Image.Load(Path, options);
}
