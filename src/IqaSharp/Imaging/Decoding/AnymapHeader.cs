namespace IqaSharp.Imaging.Decoding;

/// <summary>The header of a PBM, PGM or PPM: "P" and a digit, width, height and, but in PBM, the largest value; text, with comments from # to the end of a line.</summary>
/// <param name="Name">PBM, PGM or PPM.</param>
/// <param name="IsPlain">Whether the samples are text too.</param>
/// <param name="Width">Pixels per row.</param>
/// <param name="Height">Rows.</param>
/// <param name="Largest">The largest value of a sample, 1 to 65535; 1 is black in PBM, which is white's value elsewhere.</param>
internal sealed record AnymapHeader(string Name, bool IsPlain, int Width, int Height, int Largest)
{
    private const int MostDigits = 10;

    public bool IsBitmap => Name == "PBM";

    public int Channels => Name == "PPM" ? 3 : 1;

    /// <summary>Samples of 16 bits have their high byte first.</summary>
    public int SampleBytes => Largest > byte.MaxValue ? 2 : 1;

    /// <summary>The value, 0 to 255, of each sample. Of 16 bits the high byte counts, as in PNG and TIFF.</summary>
    public byte[] Levels()
    {
        if (IsBitmap)
        {
            return [255, 0];
        }

        var levels = new byte[Largest + 1];
        for (long value = 0; value <= Largest; value++)
        {
            levels[value] = Largest > byte.MaxValue ? (byte)(((value * ushort.MaxValue) + (Largest / 2)) / Largest >> 8) : (byte)(((value * byte.MaxValue) + (Largest / 2)) / Largest);
        }

        return levels;
    }

    /// <param name="file">At its beginning; afterwards at the first sample.</param>
    /// <param name="image">The image's name in error messages.</param>
    /// <param name="options">Limits.</param>
    /// <exception cref="BadImageException">It makes no sense or exceeds the limits.</exception>
    /// <exception cref="EndOfStreamException">The file ends in it.</exception>
    public static AnymapHeader Read(Stream file, string image, DecodeOptions options)
    {
        file.ReadByte();
        var kind = file.ReadByte() - '0';
        var name = NameOf(kind);
        var (width, height) = (Number(file, name, image), Number(file, name, image));
        var largest = name == "PBM" ? 1 : Number(file, name, image);
        SizeLimit.Check(width, height, image, options);
        return largest is >= 1 and <= ushort.MaxValue
            ? new(name, kind <= 3, (int)width, (int)height, (int)largest)
            : throw new BadImageException(image, $"damaged {name}: its largest value is {largest}, not 1 to 65535");
    }

    /// <param name="kind">The digit that follows "P".</param>
    public static string NameOf(int kind) => kind switch
    {
        1 or 4 => "PBM",
        2 or 5 => "PGM",
        _ => "PPM",
    };

    /// <summary>A number, and the one character that ends it.</summary>
    private static long Number(Stream file, string name, string image)
    {
        var number = 0L;
        var digits = 0;
        while (true)
        {
            var next = Next(file);
            if (next is >= '0' and <= '9' && digits++ < MostDigits)
            {
                number = (number * 10) + next - '0';
            }
            else if (!IsSpace(next))
            {
                throw new BadImageException(image, $"damaged {name}: its header makes no sense");
            }
            else if (digits > 0)
            {
                return number;
            }
        }
    }

    /// <summary>The next character; a comment is the line end behind it.</summary>
    private static int Next(Stream file)
    {
        var next = file.ReadByte();
        while (next == '#' || next < 0)
        {
            if (next < 0)
            {
                throw new EndOfStreamException();
            }

            while ((next = file.ReadByte()) is not ('\n' or '\r'))
            {
                if (next < 0)
                {
                    throw new EndOfStreamException();
                }
            }
        }

        return next;
    }

    public static bool IsSpace(int character) => character is ' ' or (>= '\t' and <= '\r');
}
