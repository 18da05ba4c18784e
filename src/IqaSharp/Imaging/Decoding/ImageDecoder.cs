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

        var head = Head(file, path);
        var format = Signature.Recognise(head, path);
        if (format == ImageFormat.Gif)
        {
            file.Position = 0;
            GifFirstFrame.Check(file, path);
        }

        return format == ImageFormat.Bmp
            ? BmpDecoder.DecodeFile(file, path, options)
            : VipsDecoder.DecodeFile(path, format, options);
    }

    public static Image Decode(Stream stream, string name, DecodeOptions options)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return Decode(EncodedStream.Read(stream, name, options), name, options);
    }

    public static Image Decode(ReadOnlyMemory<byte> encoded, string name, DecodeOptions options)
    {
        var head = encoded.Span[..Math.Min(Signature.Length, encoded.Length)];
        switch (Signature.Recognise(head, name))
        {
            case ImageFormat.Bmp:
                return BmpDecoder.DecodeMemory(encoded, name, options);
            case var format:
                var file = ToArray(encoded);
                if (format == ImageFormat.Gif)
                {
                    GifFirstFrame.Check(new MemoryStream(file), name);
                }

                return VipsDecoder.DecodeMemory(file, format, name, options);
        }
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
}
