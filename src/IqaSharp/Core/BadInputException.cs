namespace IqaSharp.Core;

/// <summary>Something that came from outside cannot be used: an image, a checkpoint, a model, a download.
/// The message is one line that names it and says why, made to be shown to a person.</summary>
public class BadInputException : Exception
{
    private const int NoSpaceUnix = 28; // ENOSPC
    private const int NoSpaceWindows = unchecked((int)0x80070070); // ERROR_DISK_FULL

    /// <param name="source">The file, address or name that is at fault, as the user gave it.</param>
    /// <param name="reason">Why, in lower case, without a full stop.</param>
    /// <param name="inner">What a library underneath had to say, for those who debug.</param>
    public BadInputException(string source, string reason, Exception? inner = null)
        : base($"{OneLine(source)}: {OneLine(reason)}", inner)
    {
        Source = source;
        Reason = OneLine(reason);
    }

    /// <summary>The file, address or name that is at fault, as the user gave it.</summary>
    public new string Source { get; }

    /// <summary>Why, without the source's name.</summary>
    public string Reason { get; }

    /// <summary>A file that cannot be read, said without the names that the system's message repeats.</summary>
    /// <param name="path">The file.</param>
    /// <param name="e">What the system said.</param>
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

    /// <summary>A file that cannot be written, said without the names that the system's message repeats.</summary>
    /// <param name="path">The file.</param>
    /// <param name="e">What the system said.</param>
    public static BadInputException CannotWrite(string path, Exception e) => new(
        path,
        e switch
        {
            DirectoryNotFoundException => "cannot be written: there is no such folder",
            UnauthorizedAccessException => "cannot be written: permission denied",
            { HResult: NoSpaceUnix or NoSpaceWindows } => "cannot be written: the disk is full",
            _ => $"cannot be written: {e.Message.ReplaceLineEndings(" ")}",
        },
        e);

    /// <summary>Names out of hostile files may hold anything: line ends, a terminal's commands.</summary>
    private static string OneLine(string text) => string.Concat(text.Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' ? '?' : c));
}
