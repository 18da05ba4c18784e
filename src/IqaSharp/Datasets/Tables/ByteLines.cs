using IqaSharp.Core;

namespace IqaSharp.Datasets.Tables;

/// <summary>Splits a file into lines that end in a line break, or for CSV into rows, in which quoted line breaks do not count. What follows the last break is no line: it was cut off while it was written.</summary>
internal static class ByteLines
{
    private const int Piece = 1 << 16;
    private const int Longest = 1 << 24;

    /// <param name="stream">The file.</param>
    /// <param name="source">Its name in messages.</param>
    /// <param name="quotes">Whether line breaks between quotation marks belong to a line.</param>
    /// <param name="lastWithoutBreak">Whether what follows the last break is a line too: other programs do not always end a file with one.</param>
    /// <returns>Lines without their break, valid until the next is asked for, and where each ends behind its break.</returns>
    /// <exception cref="BadInputException">The file cannot be read, or has a line of more than 16 MB.</exception>
    public static IEnumerable<(ReadOnlyMemory<byte> Line, long End)> Read(Stream stream, string source, bool quotes, bool lastWithoutBreak = false)
    {
        var buffer = new byte[Piece];
        var (start, searched, filled, position, open) = (0, 0, 0, 0L, false);
        while (true)
        {
            for (int length; (length = Next(buffer.AsSpan(searched, filled - searched), quotes, ref open)) >= 0;)
            {
                var end = searched + length;
                yield return (buffer.AsMemory(start, end - start), position + end + 1);
                (start, searched) = (end + 1, end + 1);
            }

            searched = filled;
            if (start > 0)
            {
                buffer.AsSpan(start, filled - start).CopyTo(buffer);
                position += start;
                (searched, filled, start) = (searched - start, filled - start, 0);
            }
            else if (filled == buffer.Length)
            {
                Array.Resize(ref buffer, filled < Longest ? filled * 2 : throw new BadInputException(source, "has a line of more than 16 MB"));
            }

            var read = Fill(stream, source, buffer.AsSpan(filled));
            if (read == 0)
            {
                if (lastWithoutBreak && filled > 0)
                {
                    yield return (buffer.AsMemory(0, filled), position + filled);
                }

                yield break;
            }

            filled += read;
        }
    }

    /// <summary>How far it is to the end of the line; below 0 if it is not there.</summary>
    private static int Next(ReadOnlySpan<byte> bytes, bool quotes, ref bool open)
    {
        if (!quotes)
        {
            return bytes.IndexOf((byte)'\n');
        }

        for (var at = 0; at < bytes.Length; at++)
        {
            var skip = open ? bytes[at..].IndexOf((byte)'"') : bytes[at..].IndexOfAny((byte)'"', (byte)'\n');
            if (skip < 0)
            {
                return -1;
            }

            at += skip;
            if (bytes[at] == (byte)'\n')
            {
                return at;
            }

            open = !open;
        }

        return -1;
    }

    private static int Fill(Stream stream, string source, Span<byte> room)
    {
        try
        {
            return stream.Read(room);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw BadInputException.CannotRead(source, e);
        }
    }
}
