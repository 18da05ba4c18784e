using System.Text;
using System.Text.Unicode;

namespace IqaSharp.Imaging.Decoding;

/// <summary>Recognises an image format by its first bytes, so that a decoder only sees files of its format.</summary>
internal static class Signature
{
    /// <summary>The bytes that are examined: enough for the brands that an AVIF file lists.</summary>
    public const int Length = 128;

    /// <param name="head">The first <see cref="Length"/> bytes of a file, or all of a shorter one.</param>
    /// <param name="name">The file's name in error messages.</param>
    /// <exception cref="BadImageException">These bytes do not begin an image of a supported format.</exception>
    public static ImageFormat Recognise(ReadOnlySpan<byte> head, string name)
    {
        var format = Find(head);
        if (format is null || (format == ImageFormat.Tiff && OtherFormat.OfName(name) == OtherFormat.CameraRaw))
        {
            throw new BadImageException(name, WhyNot(head, name));
        }

        return format.Value;
    }

    private static ImageFormat? Find(ReadOnlySpan<byte> head) => head switch
    {
        _ when HasBrand(head, "avif"u8) || HasBrand(head, "avis"u8) => ImageFormat.Avif,

        // Some of them begin like JPEG or TIFF.
        _ when OtherFormat.OfContent(head) is not null => null,
        [0xFF, 0xD8, 0xFF, ..] => ImageFormat.Jpeg,
        [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => ImageFormat.Png,
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => ImageFormat.WebP,
        // 42 is TIFF, 43 is BigTIFF, in either byte order.
        [(byte)'I', (byte)'I', 42 or 43, 0, ..] or [(byte)'M', (byte)'M', 0, 42 or 43, ..] => ImageFormat.Tiff,
        [(byte)'G', (byte)'I', (byte)'F', (byte)'8', (byte)'7' or (byte)'9', (byte)'a', ..] => ImageFormat.Gif,

        // HEIF that does not say how it is coded: it may be AV1.
        _ when HasBrand(head, "mif1"u8) && !IsHeic(head) => ImageFormat.Avif,
        [(byte)'P', >= (byte)'1' and <= (byte)'6', ..] when IsAnymap(head) => ImageFormat.Anymap,

        // "BM" alone also begins texts; the size of the second header, at byte 14, is one of a few.
        [(byte)'B', (byte)'M', _, _, _, _, _, _, _, _, _, _, _, _, 12 or 16 or 40 or 52 or 56 or 64 or 108 or 124, 0, 0, 0, ..] => ImageFormat.Bmp,
        _ => null,
    };

    /// <summary>ISO/IEC 14496-12, section 4.3: size, "ftyp", major brand, version, compatible brands.</summary>
    private static bool HasBrand(ReadOnlySpan<byte> head, ReadOnlySpan<byte> brand)
    {
        if (head.Length < 12 || !head[4..8].SequenceEqual("ftyp"u8))
        {
            return false;
        }

        var end = Math.Min((uint)head.Length, System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(head));
        for (var at = 8; at + 4 <= end; at += 4)
        {
            if (at != 12 && head.Slice(at, 4).SequenceEqual(brand))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsHeic(ReadOnlySpan<byte> head) =>
        HasBrand(head, "heic"u8) || HasBrand(head, "heix"u8) || HasBrand(head, "heim"u8) || HasBrand(head, "heis"u8) || HasBrand(head, "hevc"u8) || HasBrand(head, "hevx"u8);

    /// <summary>After "P5" and space comes a number or a comment; other texts begin so too.</summary>
    private static bool IsAnymap(ReadOnlySpan<byte> head)
    {
        var after = head[2..].TrimStart(" \t\n\v\f\r"u8);
        return after.Length < head.Length - 2 && (after.IsEmpty || after[0] is (byte)'#' or (>= (byte)'0' and <= (byte)'9'));
    }

    private static string WhyNot(ReadOnlySpan<byte> head, string name)
    {
        if (head.IsEmpty)
        {
            return "not an image: the file is empty";
        }

        var other = IsHeic(head) ? OtherFormat.OfName(".heic") : OtherFormat.OfContent(head);
        if (other is null && IsText(head))
        {
            return "not an image: the file is text";
        }

        // Some formats begin with nothing of their own.
        other ??= OtherFormat.OfName(name);
        return other?.Reason ?? "not an image: it begins like none of JPEG, PNG, WebP, TIFF, GIF, AVIF, BMP and PPM";
    }

    private static bool IsText(ReadOnlySpan<byte> head)
    {
        // The last character may be cut off.
        var whole = head.Length < Length ? head : head[..^3];
        for (var cut = 0; !Utf8.IsValid(whole) && cut < 3 && whole.Length > 1; cut++)
        {
            whole = whole[..^1];
        }

        foreach (var rune in Encoding.UTF8.GetString(whole).EnumerateRunes())
        {
            if (rune == Rune.ReplacementChar || (Rune.IsControl(rune) && !Rune.IsWhiteSpace(rune)))
            {
                return false;
            }
        }

        return true;
    }
}
