namespace IqaSharp.Core;

/// <summary>Tells that a file could not be opened because another process holds it.</summary>
internal static class SharingViolation
{
    // EAGAIN of Linux, EWOULDBLOCK of macOS, ERROR_SHARING_VIOLATION.
    private static readonly int[] Held = [11, 35, unchecked((int)0x80070020)];

    public static bool Is(IOException e) => Held.Contains(e.HResult);
}
