using NetVips;

namespace IqaSharp.Imaging.Decoding;

/// <summary>Extracts a one-line reason from libvips' error log.</summary>
internal static class VipsReason
{
    /// <summary>Empties libvips' error log; constructing an exception does that.</summary>
    public static void ClearLog() => _ = new VipsException("");

    /// <summary>Empties libvips' error log.</summary>
    /// <returns>What was in it; <see langword="null"/> if it was empty.</returns>
    public static VipsException? TakeLog() => new VipsException("decoded with errors") is var log && Detail(log.Message).Length > 0 ? log : null;

    public static string Describe(ImageFormat format, TiffKind? tiff, VipsException e)
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
        return detail.Length == 0 ? $"damaged or truncated {kind}"
            : tiff is not null && IsAbout(detail, "not implemented", "not configured") ? $"a TIFF of compression {tiff.Compression}, which is not read; convert it to PNG"
            : IsAbout(detail, "unsupported", "not supported", "not implemented", "not configured", "cannot handle") ? $"{kind} of a kind that is not read: {detail}"
            : $"damaged or truncated {kind}: {detail}";
    }

    private static bool IsAbout(string detail, params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
        {
            if (detail.Contains(word, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether it is one of libjpeg's warnings (jerror.h) about defects that affect no pixel.</summary>
    public static bool IsHarmless(VipsException e) => Detail(e.Message) is var detail
        && (detail.Contains("extraneous bytes", StringComparison.Ordinal)
            || detail.Contains("JFIF revision", StringComparison.Ordinal)
            || detail.Contains("Adobe color transform", StringComparison.Ordinal));

    /// <summary>The exception's first line names the failed call; the log follows, oldest entry first,
    /// each as <c>part of libvips: what happened</c>.</summary>
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

        var words = last[(last.IndexOf(": ", StringComparison.Ordinal) + 2)..].Replace("Corrupt JPEG data: ", "", StringComparison.Ordinal).TrimEnd('.', '…', ':', ' ');
        return words.Length > 1 && char.IsLower(words[1]) ? char.ToLowerInvariant(words[0]) + words[1..] : words;
    }
}
