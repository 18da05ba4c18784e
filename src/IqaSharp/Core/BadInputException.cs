namespace IqaSharp.Core;

/// <summary>An input cannot be used: an image, a checkpoint, a model, a download.
/// The message is one line that names the input and the reason, ready to be shown to a user.</summary>
public class BadInputException : Exception
{
    private const int LongestReason = 800; // hostile files have names of a megabyte
    private const int NoSpaceUnix = 28; // ENOSPC
    private const int NoSpaceWindows = unchecked((int)0x80070070); // ERROR_DISK_FULL
    private const int ClosedUnix = 9; // EBADF

    /// <param name="source">The file, address or name at fault, as the user gave it.</param>
    /// <param name="reason">The reason, in lower case, without a full stop.</param>
    /// <param name="inner">The underlying exception, for debugging.</param>
    public BadInputException(string source, string reason, Exception? inner = null)
        : base($"{Printable.Of(source)}: {Printable.Of(Shortened(reason))}", inner)
    {
        Source = source;
        Reason = Printable.Of(Shortened(reason));
    }

    /// <summary>The file, address or name at fault, as the user gave it.</summary>
    public new string Source { get; }

    /// <summary>The reason, without the source's name; control characters in it are escaped, as in the message.</summary>
    public string Reason { get; }

    /// <summary>A file cannot be read. Unlike the system's messages, this one names the path only once.</summary>
    /// <param name="path">The file.</param>
    /// <param name="e">The system's exception.</param>
    public static BadInputException CannotRead(string path, Exception e) => new(
        path,
        e switch
        {
            FileNotFoundException or DirectoryNotFoundException => "no such file",
            UnauthorizedAccessException when Directory.Exists(path) => "is a folder, not a file",
            UnauthorizedAccessException => "cannot be read: permission denied",
            _ => $"cannot be read: {e.Message.ReplaceLineEndings(" ")}",
        },
        e);

    /// <summary>A file cannot be written. Unlike the system's messages, this one names the path only once.</summary>
    /// <param name="path">The file.</param>
    /// <param name="e">The system's exception.</param>
    public static BadInputException CannotWrite(string path, Exception e) => new(
        path,
        e switch
        {
            FileNotFoundException or DirectoryNotFoundException => Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(path))) ? "cannot be written: its folder takes no new files" : "cannot be written: there is no such folder",
            ArgumentOutOfRangeException => "cannot be written: it would be larger than the file system or a limit of this process allows",
            UnauthorizedAccessException => "cannot be written: permission denied",
            { HResult: NoSpaceUnix or NoSpaceWindows } => "cannot be written: the disk is full",
            IOException { HResult: ClosedUnix } => "cannot be written: it is closed",
            _ => $"cannot be written: {e.Message.ReplaceLineEndings(" ")}",
        },
        e);

    private static string Shortened(string reason) =>
        reason.Length <= LongestReason ? reason : $"{reason.AsSpan(0, LongestReason)} (and {reason.Length - LongestReason} characters more)";
}
