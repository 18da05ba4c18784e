using System.Runtime.InteropServices;
using IqaSharp.Core;

namespace IqaSharp.CommandLine;

/// <summary>The standard output or the standard error. The runtime's own streams go on in silence when the reader of a pipe has gone.</summary>
/// <param name="descriptor">1 or 2.</param>
/// <param name="name">Its name in the exception where it cannot be written; null to go on without it.</param>
internal sealed partial class StandardStream(int descriptor, string? name) : Stream
{
    private const int Interrupted = 4; // EINTR
    private const int BrokenPipe = 32; // EPIPE
    private const int BrokenPipeWindows = unchecked((int)0x8007006D); // ERROR_BROKEN_PIPE
    private static readonly int s_tryAgain = OperatingSystem.IsMacOS() ? 35 : 11; // EAGAIN, of a pipe that does not block

    private readonly Stream? _windows = !OperatingSystem.IsWindows() ? null : descriptor == 1 ? Console.OpenStandardOutput() : Console.OpenStandardError();

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Whether an error says that nobody reads the output any more.</summary>
    public static bool HasNoReader(BadInputException e) => e.InnerException is IOException { HResult: BrokenPipe or BrokenPipeWindows };

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        try
        {
            if (_windows is not null)
            {
                _windows.Write(buffer);
                return;
            }

            while (!buffer.IsEmpty)
            {
                var written = Write(descriptor, buffer, buffer.Length);
                var error = written < 0 ? Marshal.GetLastPInvokeError() : 0;
                if (error == s_tryAgain)
                {
                    Thread.Sleep(1);
                }
                else if (error is not (0 or Interrupted))
                {
                    throw new IOException(Marshal.GetPInvokeErrorMessage(error), error);
                }

                buffer = buffer[(int)Math.Max(0, written)..];
            }
        }
        catch (IOException e)
        {
            if (name is not null)
            {
                throw BadInputException.CannotWrite(name, e);
            }
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
        // nothing is buffered
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    private static partial nint Write(int descriptor, ReadOnlySpan<byte> buffer, nint count);
}
