using System.Globalization;

namespace IqaSharp.Imaging.Decoding;

/// <summary>Reads an encoded image from a stream of a stranger's into memory: no more of it than the limit allows.</summary>
internal static class EncodedStream
{
    private const int Piece = 1 << 16;

    /// <exception cref="BadImageException">It cannot be read, or is larger than <see cref="DecodeOptions.MaxBytes"/>.</exception>
    public static byte[] Read(Stream stream, string name, DecodeOptions options)
    {
        try
        {
            using var content = Begin(stream, name, options);
            var piece = new byte[Piece];
            while (stream.Read(piece) is > 0 and var read)
            {
                Append(content, piece.AsSpan(0, read), name, options);
            }

            return End(content);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Failed(name, e);
        }
    }

    /// <summary>The same for streams that must be read asynchronously, such as the body of a request.</summary>
    /// <inheritdoc cref="Read"/>
    public static async Task<byte[]> ReadAsync(Stream stream, string name, DecodeOptions options, CancellationToken cancellation)
    {
        try
        {
            using var content = Begin(stream, name, options);
            var piece = new byte[Piece];
            while (await stream.ReadAsync(piece, cancellation).ConfigureAwait(false) is > 0 and var read)
            {
                Append(content, piece.AsSpan(0, read), name, options);
            }

            return End(content);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Failed(name, e);
        }
    }

    /// <summary>Room for what the stream says to hold, if it says so; a larger one is refused unread.</summary>
    private static MemoryStream Begin(Stream stream, string name, DecodeOptions options)
    {
        var length = stream.CanSeek ? Math.Max(0, stream.Length - stream.Position) : 0;
        return length <= Limit(options) ? new MemoryStream((int)length) : throw TooLarge(name, options);
    }

    private static void Append(MemoryStream content, ReadOnlySpan<byte> piece, string name, DecodeOptions options)
    {
        if (content.Length + piece.Length > Limit(options))
        {
            throw TooLarge(name, options);
        }

        content.Write(piece);
    }

    private static byte[] End(MemoryStream content) => content.Capacity == content.Length ? content.GetBuffer() : content.ToArray();

    private static long Limit(DecodeOptions options) => Math.Min(options.MaxBytes, Array.MaxLength);

    private static BadImageException TooLarge(string name, DecodeOptions options) =>
        new(name, string.Create(CultureInfo.InvariantCulture, $"larger than {Limit(options):#,0} bytes, the limit for a stream (MaxBytes)"));

    private static BadImageException Failed(string name, Exception e) => new(name, "cannot be read: its disk or connection fails", e);
}
