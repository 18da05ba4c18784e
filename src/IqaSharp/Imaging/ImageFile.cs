using IqaSharp.Imaging.Archives;

namespace IqaSharp.Imaging;

/// <summary>An image to decode: a file, a member of an archive, or bytes in memory; or the reason why there is none.</summary>
/// <param name="Path">A file to decode; <c>archive.tar#member</c>; the name of bytes in memory; if <paramref name="Error"/> is set, the path or pattern it is about.</param>
/// <param name="Error">The reason, or <see langword="null"/> for an image.</param>
public sealed record ImageFile(string Path, BadImageException? Error = null)
{
    /// <summary>The encoded image, where it is in no file of its own: from the standard input, a request. Null for a file and for a member of an archive.</summary>
    public ReadOnlyMemory<byte>? Encoded { get; init; }

    /// <summary>Where it is in an archive; null elsewhere.</summary>
    internal ArchiveMember? Member { get; init; }

    /// <summary>Whether it is a file of a format that is not read, such as a camera's raw file beside its photograph.</summary>
    internal bool IsOtherFormat => Error is not null && File.Exists(Path);

    /// <summary>Its size and time of modification; null if it is in no file, or there is none.</summary>
    public FileState? State() => Encoded is not null ? null : Member is { } member ? member.State : FileState.Of(Path);

    /// <summary>Decodes it.</summary>
    /// <exception cref="BadImageException">It cannot be read, or there is none.</exception>
    public Image Load(DecodeOptions? options = null) =>
        Error is not null ? throw Error
        : Encoded is { } bytes ? Image.Load(bytes, Path, options)
        : Member is { } member ? Image.Load(member.Read(Path, options ?? DecodeOptions.Default), Path, options)
        : Image.Load(Path, options);

    /// <summary>Reads it into memory without decoding it.</summary>
    /// <exception cref="BadImageException">It cannot be read, or there is none.</exception>
    public ReadOnlyMemory<byte> Read(DecodeOptions? options = null) =>
        Error is not null ? throw Error
        : Encoded ?? Member?.Read(Path, options ?? DecodeOptions.Default) ?? Decoding.ImageDecoder.ReadFile(Path, options ?? DecodeOptions.Default);
}
