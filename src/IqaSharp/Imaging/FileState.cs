using System.Globalization;

namespace IqaSharp.Imaging;

/// <summary>What tells that a file has not changed: its size and when it was modified, to the microsecond. A member of an archive has its own size and the archive's time.</summary>
/// <param name="Bytes">The size.</param>
/// <param name="Modified">The time of modification, UTC.</param>
public readonly record struct FileState(long Bytes, DateTime Modified)
{
    private const string TimeFormat = "yyyy-MM-ddTHH:mm:ss.ffffffZ";

    /// <summary>The time as text, which <see cref="Parse"/> reads.</summary>
    public string ModifiedText => Modified.ToString(TimeFormat, CultureInfo.InvariantCulture);

    /// <summary>The state of a file; null if there is none.</summary>
    public static FileState? Of(string path)
    {
        var file = new FileInfo(path);
        return file.Exists ? Of(file.Length, file.LastWriteTimeUtc) : null;
    }

    /// <summary>Reads a state as it is written in tables; null if it is none.</summary>
    public static FileState? Parse(long? bytes, string? modified) =>
        bytes is { } size && DateTime.TryParseExact(modified, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? new(size, time) : null;

    internal static FileState Of(long bytes, DateTime modified) => new(bytes, new DateTime(modified.Ticks - (modified.Ticks % TimeSpan.TicksPerMicrosecond), DateTimeKind.Utc));
}
