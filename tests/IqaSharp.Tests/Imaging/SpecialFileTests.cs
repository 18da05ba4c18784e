using System.Diagnostics;
using System.Net.Sockets;
using IqaSharp.Checkpoints;
using IqaSharp.Core;
using IqaSharp.Imaging;
using Xunit;

namespace IqaSharp.Tests.Imaging;

/// <summary>What is no regular file is refused by that reason, and never waited for.</summary>
public sealed class SpecialFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_named_pipe_is_refused() => AssertRefused(Pipe("pipe.png"), "not a regular file: a pipe");

    [Fact]
    public void A_socket_is_refused()
    {
        SkipOnWindows();
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(_folder["socket.png"]));
        AssertRefused(_folder["socket.png"], "not a regular file: a socket");
    }

    [Theory]
    [InlineData("/dev/null")]
    [InlineData("/dev/zero")]
    public void A_device_is_refused(string device)
    {
        SkipOnWindows();
        File.CreateSymbolicLink(_folder["device.png"], device);
        AssertRefused(_folder["device.png"], "not a regular file: a device");
    }

    [Fact]
    public void A_folder_that_holds_a_pipe_has_a_row_for_it()
    {
        Pipe("pipe.png");
        File.Copy(Fixture.PathOf("rgb.png"), _folder["rgb.png"]);
        var found = ImageFiles.Find([_folder.Path]).ToList();
        Assert.Equal([_folder["pipe.png"], _folder["rgb.png"]], found.Select(image => image.Path));
        AssertRefused(found[0].Path, "not a regular file: a pipe");
    }

    private string Pipe(string name)
    {
        SkipOnWindows();
        using var mkfifo = Process.Start("mkfifo", [_folder[name]]);
        mkfifo.WaitForExit();
        return _folder[name];
    }

    private static void SkipOnWindows()
    {
        if (!OperatingSystem.IsLinux())
        {
            Assert.Skip("the kind of a file is known on Linux alone");
        }
    }

    private static void AssertRefused(string path, string reason)
    {
        Assert.Equal(reason, Assert.Throws<BadImageException>(() => InTime(() => Image.Load(path))).Reason);
        Assert.Equal(reason, Assert.Throws<BadWeightsException>(() => InTime(() => CheckpointFile.Open(path).Dispose())).Reason);
    }

    private static void InTime(Action work)
    {
        // Not on the pool: opening a pipe that nobody writes to never returns.
        Exception? thrown = null;
        var thread = new Thread(() => thrown = Record.Exception(work)) { IsBackground = true };
        thread.Start();
        Assert.True(thread.Join(TimeSpan.FromSeconds(10)), "it hangs");
        if (thrown is not null)
        {
            throw thrown;
        }
    }
}
