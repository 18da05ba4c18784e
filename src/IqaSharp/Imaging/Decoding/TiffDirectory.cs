using System.Buffers.Binary;

namespace IqaSharp.Imaging.Decoding;

/// <summary>The tags of a TIFF's first image that decide how its samples are decoded (TIFF 6.0, section 2; BigTIFF has wider fields).</summary>
internal sealed class TiffDirectory
{
    private const int MostTags = ushort.MaxValue; // libtiff's limit
    private const int MostValues = 64;

    private readonly Stream _file;
    private readonly bool _isBigEndian;
    private readonly bool _isBig;
    private readonly Dictionary<TiffTag, uint[]> _values = [];
    private (long At, int Bytes) _orientation;

    private TiffDirectory(Stream file)
    {
        _file = file;
        var start = Take(8);
        _isBigEndian = start[0] == 'M';
        _isBig = start[_isBigEndian ? 3 : 2] == 43;
        ReadEntries(_isBig ? (long)Number(Take(8)) : (uint)Number(start.AsSpan(4)));
    }

    /// <summary>The image's orientation; upright where the tag is missing or none of the eight.</summary>
    public ExifOrientation Orientation => HasStandardOrientation ? (ExifOrientation)One(TiffTag.Orientation, 1) : ExifOrientation.Upright;

    /// <summary>Whether the orientation is one of the eight; libtiff refuses others.</summary>
    public bool HasStandardOrientation => One(TiffTag.Orientation, 1) is >= 1 and <= 8;

    public bool IsTiled => Has(TiffTag.TileWidth);

    /// <param name="tiff">A whole file; its position is changed.</param>
    /// <returns><see langword="null"/> if the directory cannot be read; libtiff reports it.</returns>
    /// <exception cref="IOException">Reading fails.</exception>
    public static TiffDirectory? Read(Stream tiff)
    {
        try
        {
            tiff.Position = 0;
            return new TiffDirectory(tiff);
        }
        catch (EndOfStreamException)
        {
            return null;
        }
    }

    public bool Has(TiffTag tag) => _values.ContainsKey(tag);

    /// <summary>The values of a tag, at most 64; of a rational number numerator and denominator.</summary>
    public uint[] All(TiffTag tag) => _values.GetValueOrDefault(tag) ?? [];

    /// <summary>The first value of a tag.</summary>
    public uint One(TiffTag tag, uint otherwise) => All(tag) is [var value, ..] ? value : otherwise;

    /// <summary>Sets the tag of orientation, which must be there, to upright.</summary>
    /// <param name="tiff">The whole file.</param>
    public void MakeUpright(Span<byte> tiff)
    {
        if (_orientation.At + _orientation.Bytes > tiff.Length)
        {
            return; // it was cut off meanwhile; libtiff reports it
        }

        var value = tiff.Slice((int)_orientation.At, _orientation.Bytes);
        value.Clear();
        value[_isBigEndian ? ^1 : 0] = 1;
    }

    private void ReadEntries(long at)
    {
        Seek(at);
        var count = (int)Math.Min(Number(Take(_isBig ? 8 : 2)), MostTags);
        var entry = at + (_isBig ? 8 : 2);
        for (var i = 0; i < count; i++, entry += _isBig ? 20 : 12)
        {
            Seek(entry);
            var (tag, type) = ((TiffTag)Number(Take(2)), (int)Number(Take(2)));
            var values = Number(Take(_isBig ? 8 : 4));

            // Byte, short, long, rational, sub-directory, long of BigTIFF. Of a tag that is there twice libtiff takes the first.
            var bytes = type switch { 1 => 1, 3 => 2, 4 or 13 => 4, 5 => 8, 16 or 18 => 8, _ => 0 };
            if (bytes > 0 && Enum.IsDefined(tag) && !Has(tag))
            {
                ReadValues(tag, bytes, type == 5, (int)Math.Min(values, MostValues), values * (ulong)bytes);
            }
        }
    }

    private void ReadValues(TiffTag tag, int bytes, bool isRational, int count, ulong inAll)
    {
        if (inAll > (_isBig ? 8u : 4u))
        {
            Seek((long)Number(Take(_isBig ? 8 : 4)));
        }

        if (tag == TiffTag.Orientation)
        {
            _orientation = (_file.Position, bytes);
        }

        var (each, number) = isRational ? (4, 2 * count) : (bytes, count);
        var values = new uint[number];
        for (var i = 0; i < number; i++)
        {
            values[i] = (uint)Math.Min(Number(Take(each)), uint.MaxValue);
        }

        _values[tag] = values;
    }

    private void Seek(long position) => _file.Position = position >= 0 && position < _file.Length ? position : throw new EndOfStreamException();

    private ulong Number(ReadOnlySpan<byte> bytes) => (Math.Min(bytes.Length, 8), _isBigEndian) switch
    {
        (1, _) => bytes[0],
        (2, false) => BinaryPrimitives.ReadUInt16LittleEndian(bytes),
        (2, true) => BinaryPrimitives.ReadUInt16BigEndian(bytes),
        (4, false) => BinaryPrimitives.ReadUInt32LittleEndian(bytes),
        (4, true) => BinaryPrimitives.ReadUInt32BigEndian(bytes),
        (_, false) => BinaryPrimitives.ReadUInt64LittleEndian(bytes),
        _ => BinaryPrimitives.ReadUInt64BigEndian(bytes),
    };

    private byte[] Take(int count)
    {
        var bytes = new byte[count];
        _file.ReadExactly(bytes);
        return bytes;
    }
}
