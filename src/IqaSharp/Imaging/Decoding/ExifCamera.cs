using IqaSharp.Core;
using VipsImage = NetVips.Image;

namespace IqaSharp.Imaging.Decoding;

/// <summary>The camera that Exif names.</summary>
internal static class ExifCamera
{
    private const int Longest = 80;

    /// <summary>Make and model; null where there is neither.</summary>
    public static string? Of(VipsImage encoded) => Name(Field(encoded, "exif-ifd0-Make"), Field(encoded, "exif-ifd0-Model"));

    /// <summary>Most models begin with their make.</summary>
    internal static string? Name(string make, string model)
    {
        var whole = make.Length == 0 || model.StartsWith(make.Split(' ')[0], StringComparison.OrdinalIgnoreCase) ? model : $"{make} {model}".Trim();
        whole = Printable.Of(whole);
        return whole.Length == 0 ? null : whole.Length <= Longest ? whole : whole[..Longest];
    }

    /// <summary>libvips writes <c>NIKON D850 (NIKON D850, ASCII, 11 components, 11 bytes)</c>.</summary>
    private static string Field(VipsImage encoded, string name)
    {
        var text = encoded.Contains(name) ? encoded.Get(name) as string ?? "" : "";
        var end = text.LastIndexOf(", ASCII,", StringComparison.Ordinal);
        var start = end < 0 ? -1 : text.IndexOf(" (", StringComparison.Ordinal);
        return (start < 0 ? text : text[..start]).Trim('\0', ' ');
    }
}
