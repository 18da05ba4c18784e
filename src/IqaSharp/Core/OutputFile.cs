using System.Runtime.InteropServices;

namespace IqaSharp.Core;

/// <summary>A file that is being written. A regular file appears, or is replaced, when it is complete. A symbolic link stays, and the file that it leads to is replaced.
/// Devices and FIFOs are written through.</summary>
public sealed partial class OutputFile : IDisposable
{
    private readonly string _path;
    private readonly string? _target;
    private readonly string? _unfinished;
    private readonly bool _keepUnfinished;
    private readonly FileStream _file;

    private OutputFile(string path, string? target, bool keepUnfinished)
    {
        (_path, _target, _keepUnfinished) = (path, target, keepUnfinished);
        _unfinished = target is null ? null : keepUnfinished ? $"{target}.partial" : $"{target}.{Environment.ProcessId}.tmp";

        // Unbuffered: whatever fails, fails where it is written.
        _file = target is null
            ? new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0)
            : new FileStream(_unfinished!, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);
        Stream = new Content(path, _file);
    }

    /// <summary>Where the content goes. It cannot be read or rewound, and throws <see cref="BadInputException"/> where it cannot be written.</summary>
    public Stream Stream { get; }

    /// <summary>Begins a file.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="keepUnfinished">Whether a regular file that never became complete stays, under its name with <c>.partial</c>.</param>
    /// <exception cref="BadInputException">It cannot be written: no such folder, no permission, a folder.</exception>
    public static OutputFile Create(string path, bool keepUnfinished = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            return Directory.Exists(path) ? throw new BadInputException(path, "cannot be written: it is a folder")
                : new OutputFile(path, IsSpecial(path) ? null : Target(path), keepUnfinished);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw BadInputException.CannotWrite(path, e);
        }
    }

    /// <summary>Closes the file and gives it its name.</summary>
    /// <exception cref="BadInputException">It cannot be written.</exception>
    public void Complete()
    {
        try
        {
            if (_target is not null)
            {
                _file.Flush(flushToDisk: true);
            }

            _file.Dispose();
            if (_target is not null)
            {
                File.Move(_unfinished!, _target, overwrite: true);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw BadInputException.CannotWrite(_path, e);
        }
    }

    /// <summary>Closes the file; what is not complete is deleted, or keeps its name with <c>.partial</c>.</summary>
    public void Dispose()
    {
        _file.Dispose();
        if (_unfinished is not null && !_keepUnfinished)
        {
            try
            {
                File.Delete(_unfinished); // there only if it was not completed
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // its folder is gone
            }
        }
    }

    private static string Target(string path) =>
        new FileInfo(path).LinkTarget is null ? path : File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;

    /// <summary>Whether a path leads to what is no regular file and no folder: a device, a FIFO, a socket.</summary>
    private static bool IsSpecial(string path)
    {
        const int TypeMask = 0xF000; // S_IFMT
        const int Regular = 0x8000; // S_IFREG
        const int Folder = 0x4000; // S_IFDIR
        return !OperatingSystem.IsWindows() && Stat(path, out var status) == 0 && (status.Mode & TypeMask) is not (Regular or Folder);
    }

    // The runtime's own wrapper of stat: libc's structure differs between platforms, and no public API tells a device from a file.
    [LibraryImport("libSystem.Native", EntryPoint = "SystemNative_Stat", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Stat(string path, out Status status);

    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct Status
    {
        [FieldOffset(4)]
        public int Mode;
    }

    /// <summary>The file's content, with errors that name the file.</summary>
    private sealed class Content(string path, FileStream file) : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            try
            {
                file.Write(buffer);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException)
            {
                throw BadInputException.CannotWrite(path, e);
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
    }
}
