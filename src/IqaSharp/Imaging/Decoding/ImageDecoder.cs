using System.Runtime.InteropServices;

namespace IqaSharp.Imaging.Decoding;

/// <summary>Decodes a path, a stream or memory: recognises the format and calls its decoder.</summary>
internal static class ImageDecoder
{
    public static Image Decode(string path, DecodeOptions options)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var file = Open(path);
        if (!file.CanSeek)
        {
            return Decode(file, path, options);
        }

        var format = Signature.Recognise(Head(file, path), path);
        file.Position = 0;
        return format switch
        {
            ImageFormat.Bmp => BmpDecoder.DecodeFile(file, path, options),
            ImageFormat.Anymap => AnymapDecoder.Decode(file, path, options),
            ImageFormat.Tiff => TiffDecoder.DecodeFile(file, path, options),
            ImageFormat.Gif => GifFirstFrame.Check(file, path).Place(VipsDecoder.DecodeFile(path, format, path, options)),
            _ => VipsDecoder.DecodeFile(path, format, path, options),
        };
    }

    /// <summary>Why a file is no image that is read, by its first bytes; <see langword="null"/> if it looks like one.</summary>
    public static BadImageException? WhyNot(string path)
    {
        try
        {
            using var file = Open(path);
            Signature.Recognise(file.CanSeek ? Head(file, path) : [], path);
            return null;
        }
        catch (BadImageException e)
        {
            return e;
        }
    }

    public static Image Decode(Stream stream, string name, DecodeOptions options)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return Decode(ReadAll(stream, name), name, options);
    }

    public static Image Decode(ReadOnlyMemory<byte> encoded, string name, DecodeOptions options)
    {
        var head = encoded.Span[..Math.Min(Signature.Length, encoded.Length)];
        var format = Signature.Recognise(head, name);
        if (format == ImageFormat.Bmp)
        {
            return BmpDecoder.DecodeMemory(encoded, name, options);
        }

        var file = ToArray(encoded);
        return format switch
        {
            ImageFormat.Anymap => AnymapDecoder.Decode(new MemoryStream(file), name, options),
            ImageFormat.Tiff => TiffDecoder.DecodeMemory(file, name, options),
            ImageFormat.Gif => GifFirstFrame.Check(new MemoryStream(file), name).Place(VipsDecoder.DecodeMemory(file, format, name, options)),
            _ => VipsDecoder.DecodeMemory(file, format, name, options),
        };
    }

    private static byte[] ToArray(ReadOnlyMemory<byte> encoded) =>
        MemoryMarshal.TryGetArray(encoded, out var part) && part.Array is { } whole && part.Count == whole.Length ? whole : encoded.ToArray();

    private static FileStream Open(string path)
    {
        try
        {
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

    private static byte[] ReadAll(Stream stream, string name)
    {
        try
        {
            if (stream.CanSeek && stream.Length - stream.Position is var length && length <= Array.MaxLength)
            {
                var exact = new byte[Math.Max(0, length)];
                var read = stream.ReadAtLeast(exact, exact.Length, throwOnEndOfStream: false);
                return read == exact.Length ? exact : exact[..read];
            }

            using var copy = new MemoryStream();
            stream.CopyTo(copy);
            return copy.ToArray();
        }
        // A memory stream that is full throws an IOException too.
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BadImageException(name, "cannot be read: its disk or connection fails, or it is larger than 2 GB", e);
        }
    }
}
