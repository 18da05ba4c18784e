using NetVips;

namespace IqaSharp.Imaging.Decoding;

/// <summary>One line out of what libvips says when it cannot decode.</summary>
internal static class VipsReason
{
    /// <summary>Empties libvips' log of errors, which is what making an exception does.</summary>
    public static void Forget() => _ = new VipsException("");

    public static string Of(ImageFormat format, VipsException e)
    {
        var kind = format switch
        {
            ImageFormat.Jpeg => "JPEG",
            ImageFormat.Png => "PNG",
            ImageFormat.WebP => "WebP",
            ImageFormat.Tiff => "TIFF",
            ImageFormat.Gif => "GIF",
            _ => "AVIF",
        };
        var detail = Detail(e.Message);
        return detail.Length == 0 ? $"damaged or truncated {kind}" : $"damaged or truncated {kind}: {detail}";
    }

    /// <summary>Whether it is one of libjpeg's warnings (jerror.h) about what cameras and editors do wrong without harm to a pixel.</summary>
    public static bool IsHarmless(VipsException e) => Detail(e.Message) is var detail
        && (detail.Contains("extraneous bytes", StringComparison.Ordinal)
            || detail.Contains("JFIF revision", StringComparison.Ordinal)
            || detail.Contains("Adobe color transform", StringComparison.Ordinal));

    /// <summary>The exception's first line names the call that failed; below it is the log, oldest first,
    /// each entry as <c>part of libvips: what happened</c>.</summary>
    private static string Detail(string message)
    {
        var entries = message.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)[1..];
        var last = Array.FindLast(entries, static entry => entry.Contains(": ", StringComparison.Ordinal)
            && !entry.Contains("unable to open source", StringComparison.Ordinal)
            && !entry.Contains("bad seek", StringComparison.Ordinal));
        if (last is null)
        {
            return "";
        }

        var words = last[(last.IndexOf(": ", StringComparison.Ordinal) + 2)..].Replace("Corrupt JPEG data: ", "", StringComparison.Ordinal);
        return words.Length > 1 && char.IsLower(words[1]) ? char.ToLowerInvariant(words[0]) + words[1..] : words;
    }
}
