namespace IqaSharp.Weights;

/// <summary>What went wrong with a file or folder of ours, in words.</summary>
internal static class DiskTrouble
{
    private const int NoSpaceUnix = 28; // ENOSPC
    private const int NoSpaceWindows = unchecked((int)0x80070070); // ERROR_DISK_FULL

    public static bool Is(Exception e) => e is IOException or UnauthorizedAccessException;

    public static BadInputException Of(string path, Exception e) => new(
        path,
        e.HResult is NoSpaceUnix or NoSpaceWindows ? "the disk is full; free some space, or set IQA_HOME to a folder elsewhere"
            : $"cannot be written: {e.Message.ReplaceLineEndings(" ").TrimEnd('.')} (IQA_HOME sets another folder)",
        e);
}
