using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using IqaSharp.Core;

namespace IqaSharp.Datasets.Tables;

/// <summary>Reads the variables of a MATLAB level 5 file (as written by <c>save -v6</c> and <c>-v7</c>): numbers, strings and cell arrays.</summary>
/// <remarks>"MAT-File Format", The MathWorks, chapter 1. No maintained, portable package reads cell arrays.
/// Files are untrusted: every length is checked against the remaining data, and what a file may inflate to and hold is limited.</remarks>
internal sealed class MatFile
{
    private const int HeaderBytes = 128;
    private const int MostBytes = 1 << 26;
    private const int MostInflated = 1 << 24; // of all elements together
    private const int MostElements = 1 << 19;
    private const int MostNumbers = 1 << 22;
    private const int DeepestCell = 8;
    private const int Matrix = 14;
    private const int Compressed = 15;
    private const int CellClass = 1;
    private const int CharClass = 4;
    private const int FirstNumericClass = 6;
    private const int LastNumericClass = 15;

    private readonly byte[] _buffer = new byte[1 << 16];
    private long _inflated;
    private int _elements;
    private int _numbers;

    private MatFile()
    {
    }

    /// <summary>The variables by name; those of other classes (structures, objects) are skipped.</summary>
    /// <exception cref="BadInputException">The file cannot be read, or is not a MATLAB level 5 file.</exception>
    public static IReadOnlyDictionary<string, MatArray> Read(string path)
    {
        try
        {
            if (new FileInfo(path) is { Exists: true, Length: > MostBytes })
            {
                throw new BadInputException(path, "is too large to be the scores of a data set");
            }

            var bytes = File.ReadAllBytes(path);
            if (bytes.Length < HeaderBytes || bytes[126] != 'I' || bytes[127] != 'M')
            {
                throw new InvalidDataException();
            }

            var file = new MatFile();
            var arrays = new Dictionary<string, MatArray>(StringComparer.Ordinal);
            foreach (var array in file.Elements(bytes.AsMemory(HeaderBytes)).SelectMany(file.Inflated).Where(e => e.Type == Matrix).Select(e => file.Array(e.Data, 0)).OfType<MatArray>())
            {
                arrays[array.Name] = array;
            }

            return arrays;
        }
        catch (Exception e) when (e is InvalidDataException or ArgumentException or OverflowException)
        {
            throw new BadInputException(path, "is not a MATLAB level 5 file (save -v7), or is damaged", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw BadInputException.CannotRead(path, e);
        }
    }

    private IEnumerable<(int Type, ReadOnlyMemory<byte> Data)> Elements(ReadOnlyMemory<byte> bytes)
    {
        while (bytes.Length >= 8)
        {
            _elements = _elements < MostElements ? _elements + 1 : throw new InvalidDataException();
            var type = BinaryPrimitives.ReadInt32LittleEndian(bytes.Span);
            if (type >>> 16 is var small and > 0)
            {
                // A small data element stores up to four bytes in place of its length.
                yield return (type & 0xFFFF, bytes.Slice(4, small <= 4 ? small : throw new InvalidDataException()));
                bytes = bytes[8..];
                continue;
            }

            var length = BinaryPrimitives.ReadInt32LittleEndian(bytes.Span[4..]);
            if (length < 0 || length > bytes.Length - 8)
            {
                throw new InvalidDataException();
            }

            yield return (type, bytes.Slice(8, length));
            var padded = type == Compressed ? length : (length + 7L) / 8 * 8;
            bytes = bytes[(int)Math.Min(bytes.Length, 8 + padded)..];
        }
    }

    private IEnumerable<(int Type, ReadOnlyMemory<byte> Data)> Inflated((int Type, ReadOnlyMemory<byte> Data) element)
    {
        if (element.Type != Compressed)
        {
            return [element];
        }

        using var inflated = new MemoryStream();
        using var zlib = new ZLibStream(new MemoryStream(element.Data.ToArray()), CompressionMode.Decompress);
        for (var read = zlib.Read(_buffer); read > 0; read = zlib.Read(_buffer))
        {
            _inflated += read;
            inflated.Write(_buffer, 0, _inflated <= MostInflated ? read : throw new InvalidDataException());
        }

        return Elements(inflated.ToArray());
    }

    /// <summary>An array; null for a class that cannot hold scores.</summary>
    private MatArray? Array(ReadOnlyMemory<byte> matrix, int depth)
    {
        if (matrix.Length == 0)
        {
            return new MatArray("", [], null, null); // how an empty cell is written
        }

        var parts = Elements(matrix).ToList();
        if (parts.Count < 3 || depth > DeepestCell || parts[0].Data.Length < 4)
        {
            throw new InvalidDataException();
        }

        var kind = parts[0].Data.Span[0];
        var name = Encoding.Latin1.GetString(parts[2].Data.Span);
        return kind switch
        {
            CellClass => new MatArray(name, null, null, [.. parts.Skip(3).Select(part => Array(part.Data, depth + 1) ?? new MatArray("", null, null, null))]),
            CharClass => new MatArray(name, null, parts.Count > 3 ? Text(parts[3].Type, parts[3].Data.Span) : "", null),
            >= FirstNumericClass and <= LastNumericClass => new MatArray(name, parts.Count > 3 ? Numbers(parts[3].Type, parts[3].Data) : [], null, null),
            _ => null,
        };
    }

    private static string Text(int type, ReadOnlySpan<byte> data) => type switch
    {
        1 or 2 => Encoding.Latin1.GetString(data),
        4 or 17 => Encoding.Unicode.GetString(data),
        16 => Encoding.UTF8.GetString(data),
        18 => Encoding.UTF32.GetString(data),
        _ => throw new InvalidDataException(),
    };

    private double[] Numbers(int type, ReadOnlyMemory<byte> data)
    {
        (int Size, Func<ReadOnlySpan<byte>, double> Read) number = type switch
        {
            1 => (1, static b => (sbyte)b[0]),
            2 => (1, static b => b[0]),
            3 => (2, static b => BinaryPrimitives.ReadInt16LittleEndian(b)),
            4 => (2, static b => BinaryPrimitives.ReadUInt16LittleEndian(b)),
            5 => (4, static b => BinaryPrimitives.ReadInt32LittleEndian(b)),
            6 => (4, static b => BinaryPrimitives.ReadUInt32LittleEndian(b)),
            7 => (4, static b => BinaryPrimitives.ReadSingleLittleEndian(b)),
            9 => (8, static b => BinaryPrimitives.ReadDoubleLittleEndian(b)),
            12 => (8, static b => BinaryPrimitives.ReadInt64LittleEndian(b)),
            13 => (8, static b => BinaryPrimitives.ReadUInt64LittleEndian(b)),
            _ => throw new InvalidDataException(),
        };
        var numbers = new double[(_numbers += data.Length / number.Size) <= MostNumbers ? data.Length / number.Size : throw new InvalidDataException()];
        for (var i = 0; i < numbers.Length; i++)
        {
            numbers[i] = number.Read(data.Span[(i * number.Size)..]);
        }

        return numbers;
    }
}
