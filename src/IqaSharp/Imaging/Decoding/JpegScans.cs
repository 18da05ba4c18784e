using System.Buffers.Binary;

namespace IqaSharp.Imaging.Decoding;

/// <summary>Refuses a JPEG of very many scans: decoding each visits every pixel, and an empty scan takes a few bytes.</summary>
/// <remarks>ITU-T T.81, annex B; markers are found as libjpeg finds them.</remarks>
internal static class JpegScans
{
    private const int MostScans = 50;
    private const int BufferBytes = 1 << 16;

    /// <exception cref="BadImageException">There are too many scans.</exception>
    public static void Check(Stream jpeg, string name)
    {
        try
        {
            if (Count(new BufferedStream(jpeg, BufferBytes)) > MostScans)
            {
                throw new BadImageException(name, $"a JPEG of more than {MostScans} scans; cameras and programs write up to 20");
            }
        }
        catch (EndOfStreamException)
        {
            // The picture is cut off: libjpeg reports it.
        }
        catch (IOException e)
        {
            throw new BadImageException(name, "cannot be read: its disk or connection fails", e);
        }
    }

    private static int Count(BufferedStream jpeg)
    {
        var (scans, components) = (0, 0);
        Span<byte> header = stackalloc byte[8];
        while (scans <= MostScans)
        {
            var marker = NextMarker(jpeg);
            if (marker is 0x01 or (>= 0xD0 and <= 0xD8)) // without parameters
            {
                continue;
            }

            if (marker == 0xD9) // the end
            {
                break;
            }

            jpeg.ReadExactly(header[..2]);
            var rest = BinaryPrimitives.ReadUInt16BigEndian(header) - 2;
            if (marker is 0xC0 or 0xC1 or 0xC9 && rest >= 6)
            {
                jpeg.ReadExactly(header[..6]);
                (components, rest) = (header[5], rest - 6);
            }
            else if (marker == 0xDA && rest >= 1)
            {
                scans++;
                jpeg.ReadExactly(header[..1]);
                rest--;

                // A sequential JPEG with all components in its first scan has no other that is read.
                if (header[0] == components)
                {
                    break;
                }
            }

            Skip(jpeg, rest);
        }

        return scans;
    }

    /// <summary>The next byte that follows 0xFF and is neither 0, which stands for 0xFF in a scan, nor 0xFF, which is filling.</summary>
    private static int NextMarker(BufferedStream jpeg)
    {
        for (var (last, next) = (0, Next(jpeg)); ; (last, next) = (next, Next(jpeg)))
        {
            if (last == 0xFF && next is not (0 or 0xFF))
            {
                return next;
            }
        }
    }

    private static void Skip(BufferedStream jpeg, int bytes)
    {
        for (; bytes > 0; bytes--)
        {
            Next(jpeg);
        }
    }

    private static int Next(BufferedStream jpeg) => jpeg.ReadByte() is >= 0 and var value ? value : throw new EndOfStreamException();
}
