using System.Runtime.InteropServices;

namespace IqaSharp.Core;

/// <summary>Tells pipes, sockets and devices from regular files, which .NET does not: opening a pipe waits for somebody who writes to it.</summary>
internal static partial class SpecialFile
{
    // Linux: fcntl.h, linux/stat.h. The layout of statx(2) is the same on every processor; that of stat(2) is not.
    private const int CurrentFolder = -100;
    private const uint TypeOnly = 1;
    private const int ModeAt = 28;
    private const int StatusBytes = 256;

    /// <summary>The kind of a special file; <see langword="null"/> for a regular one, for a folder, if there is none, and where it is not known: elsewhere than on Linux.</summary>
    public static string? Kind(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        Span<byte> status = stackalloc byte[StatusBytes];
        try
        {
            if (StatX(CurrentFolder, path, 0, TypeOnly, ref status[0]) != 0)
            {
                return null;
            }
        }
        catch (EntryPointNotFoundException)
        {
            return null; // a C library of before 2018
        }

        return (MemoryMarshal.Read<ushort>(status[ModeAt..]) & 0xF000) switch
        {
            0x1000 => "a pipe",
            0x2000 or 0x6000 => "a device",
            0xC000 => "a socket",
            _ => null,
        };
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int StatX(int folder, string path, int flags, uint mask, ref byte status);
}
