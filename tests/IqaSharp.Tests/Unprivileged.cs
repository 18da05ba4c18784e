using System.Runtime.InteropServices;

namespace IqaSharp.Tests;

/// <summary>Lets this thread see files as a user without rights, also where the tests run as root, whom no permission stops.</summary>
internal sealed partial class Unprivileged : IDisposable
{
    private const uint Nobody = 65534;

    private readonly bool _changed = OperatingSystem.IsLinux() && Environment.UserName == "root";

    public Unprivileged()
    {
        if (_changed)
        {
            _ = SetFileSystemUser(Nobody);
        }
    }

    public void Dispose()
    {
        if (_changed)
        {
            _ = SetFileSystemUser(0);
        }
    }

    // Linux has it for each thread; what else the thread may do stays.
    [LibraryImport("libc", EntryPoint = "setfsuid")]
    private static partial int SetFileSystemUser(uint user);
}
