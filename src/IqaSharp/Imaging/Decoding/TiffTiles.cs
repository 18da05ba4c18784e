using System.Buffers.Binary;

namespace IqaSharp.Imaging.Decoding;

/// <summary>Refuses a TIFF whose tiles cover far more pixels than its picture has: all of them are decoded.</summary>
/// <remarks>TIFF 6.0, section 2 and 15; BigTIFF has wider fields. What makes no sense here is reported by libtiff.</remarks>
internal sealed class TiffTiles
{
    private const int Width = 256, Height = 257, TileWidth = 322, TileHeight = 323;

    private const int MostTags = ushort.MaxValue; // libtiff's limit

    private readonly Stream _tiff;
    private readonly bool _isBigEndian;
    private readonly bool _isWide;

    private TiffTiles(Stream tiff)
    {
        _tiff = tiff;
        tiff.Position = 0;
        var start = Take(4);
        _isBigEndian = start[0] == 'M';
        _isWide = start[_isBigEndian ? 3 : 2] == 43;
    }

    /// <exception cref="BadImageException">The tiles exceed the limit of the picture's size.</exception>
    public static void Check(Stream tiff, string name, DecodeOptions options)
    {
        try
        {
            var tags = new TiffTiles(new BufferedStream(tiff)).Tags();
            if (tags.GetValueOrDefault(TileWidth) is > 0 and var across && tags.GetValueOrDefault(TileHeight) is > 0 and var down)
            {
                SizeLimit.CheckTiles(RoundUp(tags.GetValueOrDefault(Width), across), RoundUp(tags.GetValueOrDefault(Height), down), name, options);
            }
        }
        catch (EndOfStreamException)
        {
            // libtiff reports it.
        }
        catch (IOException e)
        {
            throw new BadImageException(name, "cannot be read: its disk or connection fails", e);
        }
    }

    private static ulong RoundUp(ulong side, ulong tile) => side > uint.MaxValue || tile > uint.MaxValue ? side : (side + tile - 1) / tile * tile;

    /// <summary>The sizes in the first directory. Of a tag that is there twice libtiff takes the first.</summary>
    private Dictionary<int, ulong> Tags()
    {
        if (_isWide)
        {
            Take(4); // the width of offsets
        }

        Seek(Number(_isWide ? 8 : 4));
        var tags = new Dictionary<int, ulong>();
        for (var left = Math.Min(Number(_isWide ? 8 : 2), MostTags); left > 0; left--)
        {
            var (tag, type) = ((int)Number(2), (int)Number(2));
            Number(_isWide ? 8 : 4); // how many values
            var next = _tiff.Position + (_isWide ? 8 : 4);
            var size = type switch { 1 or 6 => 1, 3 or 8 => 2, 4 or 9 or 13 => 4, 16 or 17 or 18 => 8, _ => 0 };
            if (tag is Width or Height or TileWidth or TileHeight && size > 0)
            {
                if (next - _tiff.Position < size)
                {
                    Seek(Number(4));
                }

                tags.TryAdd(tag, Number(size));
            }

            _tiff.Position = next;
        }

        return tags;
    }

    private void Seek(ulong position) => _tiff.Position = position <= long.MaxValue ? (long)position : throw new EndOfStreamException();

    private ulong Number(int size)
    {
        var bytes = Take(size);
        return (size, _isBigEndian) switch
        {
            (1, _) => bytes[0],
            (2, false) => BinaryPrimitives.ReadUInt16LittleEndian(bytes),
            (2, true) => BinaryPrimitives.ReadUInt16BigEndian(bytes),
            (4, false) => BinaryPrimitives.ReadUInt32LittleEndian(bytes),
            (4, true) => BinaryPrimitives.ReadUInt32BigEndian(bytes),
            (_, false) => BinaryPrimitives.ReadUInt64LittleEndian(bytes),
            _ => BinaryPrimitives.ReadUInt64BigEndian(bytes),
        };
    }

    private byte[] Take(int count)
    {
        var bytes = new byte[count];
        _tiff.ReadExactly(bytes);
        return bytes;
    }
}
