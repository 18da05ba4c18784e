using System.Runtime.InteropServices;
using IqaSharp.Core;

namespace IqaSharp.Imaging.Decoding;

/// <summary>Decodes a path, a stream or memory: recognises the format and calls its decoder.</summary>
internal static class ImageDecoder
{
    /// <summary>The largest file of a format that is read as a whole: a byte for each sample of the largest image of four samples.</summary>
    private const long MostBytes = 1L << 30;

    private const string NoMemory = "there is not enough memory to decode it";

    public static Image Decode(string path, DecodeOptions options)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            using var file = Open(path);
            return Decode(file, path, options);
        }
        catch (OutOfMemoryException e)
        {
            throw new BadImageException(path, NoMemory, e);
        }
    }

    /// <summary>Why a file is no image that is read, by its first bytes; <see langword="null"/> if it looks like one.</summary>
    public static BadImageException? WhyNot(string path)
    {
        try
        {
            using var file = Open(path);
            Signature.Recognise(Head(file, path), path);
            return null;
        }
        catch (BadImageException e)
        {
            return e;
        }
    }

    /// <summary>The bytes of a file.</summary>
    /// <exception cref="BadImageException">It cannot be read, or is larger than <see cref="DecodeOptions.MaxBytes"/>.</exception>
    public static byte[] ReadFile(string path, DecodeOptions options)
    {
        using var file = Open(path);
        return EncodedStream.Read(file, path, options);
    }

    public static Image Decode(Stream stream, string name, DecodeOptions options)
    {
        ArgumentNullException.ThrowIfNull(stream);
        try
        {
            return Decode(EncodedStream.Read(stream, name, options), name, options);
        }
        catch (OutOfMemoryException e)
        {
            throw new BadImageException(name, NoMemory, e);
        }
    }

    public static Image Decode(ReadOnlyMemory<byte> encoded, string name, DecodeOptions options)
    {
        try
        {
            return Signature.Recognise(encoded.Span[..Math.Min(Signature.Length, encoded.Length)], name) switch
            {
                ImageFormat.Bmp => BmpDecoder.DecodeMemory(encoded, name, options),
                var format => Decode(ToArray(encoded), format, name, options),
            };
        }
        catch (OutOfMemoryException e)
        {
            throw new BadImageException(name, NoMemory, e);
        }
    }

    private static Image Decode(FileStream file, string path, DecodeOptions options)
    {
        var format = Signature.Recognise(Head(file, path), path);
        file.Position = 0;
        switch (format)
        {
            case ImageFormat.Bmp:
                return BmpDecoder.DecodeFile(file, path, options);
            case ImageFormat.Anymap:
                return AnymapDecoder.Decode(file, path, options);
            case ImageFormat.Tiff:
                return TiffDecoder.DecodeFile(file, path, options);
            case ImageFormat.Gif or ImageFormat.WebP: // libvips takes these as a whole
                return Decode(ReadWhole(file, path), format, path, options);
            case ImageFormat.Jpeg:
                JpegScans.Check(file, path);
                break;
        }

        return VipsDecoder.DecodeFile(file.SafeFileHandle, format, path, options);
    }

    private static Image Decode(byte[] encoded, ImageFormat format, string name, DecodeOptions options)
    {
        switch (format)
        {
            case ImageFormat.Anymap:
                return AnymapDecoder.Decode(new MemoryStream(encoded), name, options);
            case ImageFormat.Tiff:
                return TiffDecoder.DecodeMemory(encoded, name, options);
            case ImageFormat.Gif:
                return GifFirstFrame.Check(new MemoryStream(encoded), name).Place(VipsDecoder.DecodeMemory(encoded, format, name, options));
            case ImageFormat.Jpeg:
                JpegScans.Check(new MemoryStream(encoded), name);
                break;
        }

        return VipsDecoder.DecodeMemory(encoded, format, name, options);
    }

    private static byte[] ToArray(ReadOnlyMemory<byte> encoded) =>
        MemoryMarshal.TryGetArray(encoded, out var part) && part.Array is { } whole && part.Count == whole.Length ? whole : encoded.ToArray();

    private static FileStream Open(string path)
    {
        if (SpecialFile.Kind(path) is { } kind)
        {
            throw new BadImageException(path, $"not a regular file: {kind}");
        }

        try
        {
            // Where special files cannot be told, they have no length either: none is opened, which may wait for ever.
            if (new FileInfo(path) is { Exists: true, Length: 0 })
            {
                throw new BadImageException(path, "not an image: the file is empty");
            }

            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new BadImageException(path, WhyNotOpened(path, e), e);
        }
    }

    private static string WhyNotOpened(string path, Exception e) => e switch
    {
        _ when Directory.Exists(path) => "a folder, not an image",
        FileNotFoundException or DirectoryNotFoundException => "no such file",
        UnauthorizedAccessException => "permission denied",
        PathTooLongException => "the path is too long",
        IOException => "cannot be opened: another program may hold it, or its disk fails",
        _ => "not a valid path",
    };

    private static byte[] Head(FileStream file, string path)
    {
        try
        {
            var head = new byte[Math.Min(Signature.Length, file.Length)];
            var read = file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
            return head[..read];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BadImageException(path, "cannot be read: its disk or connection fails", e);
        }
    }

    /// <summary>The whole file, as far as that is allowed.</summary>
    internal static byte[] ReadWhole(FileStream file, string path)
    {
        try
        {
            if (file.Length > MostBytes)
            {
                throw new BadImageException(path, $"the file of {file.Length / 1_000_000} MB exceeds the {MostBytes / 1_000_000} MB that are read of this format");
            }

            var whole = GC.AllocateUninitializedArray<byte>((int)file.Length);
            var read = file.ReadAtLeast(whole, whole.Length, throwOnEndOfStream: false);
            return read == whole.Length ? whole : whole[..read];
        }
        catch (IOException e)
        {
            throw new BadImageException(path, "cannot be read: its disk or connection fails", e);
        }
    }
}
