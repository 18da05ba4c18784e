using Microsoft.Win32.SafeHandles;

namespace IqaSharp.Core;

/// <summary>A file that grows by whole pieces. What was appended survives the end of the process at once, and a power cut after at most a second.
/// One process at a time has it open.</summary>
internal sealed class AppendedFile : IDisposable
{
    private static readonly TimeSpan FlushPeriod = TimeSpan.FromSeconds(0.5);

    private readonly string _path;
    private readonly Lock _flushing = new();
    private readonly Timer _timer;
    private SafeFileHandle _handle;
    private volatile bool _dirty;
    private volatile Exception? _failure;

    private AppendedFile(string path, SafeFileHandle handle)
    {
        (_path, _handle, Length) = (path, handle, RandomAccess.GetLength(handle));
        _timer = new Timer(_ => Flush(), null, FlushPeriod, FlushPeriod);
    }

    /// <summary>Where the next piece begins.</summary>
    public long Length { get; private set; }

    /// <summary>Opens a file, or makes an empty one.</summary>
    /// <exception cref="BadInputException">Another process has it open, or it cannot be written.</exception>
    public static AppendedFile Open(string path) => new(path, Opened(path, path, FileMode.OpenOrCreate));

    /// <summary>The content so far, from a position.</summary>
    public Stream Content(long position = 0) => new Reader(_handle, position);

    /// <summary>Appends a piece. If that fails, as on a full disk, the file is as long as before.</summary>
    /// <exception cref="BadInputException">It, or an earlier piece, cannot be written.</exception>
    public void Append(ReadOnlySpan<byte> piece)
    {
        ThrowIfFailed();
        try
        {
            RandomAccess.Write(_handle, piece, Length);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException)
        {
            CutBack();
            throw BadInputException.CannotWrite(_path, e);
        }

        Length += piece.Length;
        _dirty = true;
    }

    /// <summary>Removes what lies behind a position.</summary>
    /// <exception cref="BadInputException">It cannot be written.</exception>
    public void Cut(long length)
    {
        try
        {
            RandomAccess.SetLength(_handle, length);
            Length = length;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw BadInputException.CannotWrite(_path, e);
        }
    }

    /// <summary>Replaces the content as a whole: there is the old one or the new one, whenever the process ends.</summary>
    /// <exception cref="BadInputException">It cannot be written.</exception>
    public void Replace(Action<Stream> write)
    {
        var unfinished = $"{_path}.{Environment.ProcessId}.tmp";
        var handle = Opened(_path, unfinished, FileMode.Create);
        try
        {
            using (var stream = new FileStream(new SafeFileHandle(handle.DangerousGetHandle(), ownsHandle: false), FileAccess.Write, 1 << 16))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            lock (_flushing)
            {
                if (OperatingSystem.IsWindows())
                {
                    _handle.Dispose(); // an open file cannot be replaced there
                }

                File.Move(unfinished, _path, overwrite: true);
                _handle.Dispose();
                (_handle, Length) = (handle, RandomAccess.GetLength(handle));
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            handle.Dispose();
            File.Delete(unfinished);
            throw BadInputException.CannotWrite(_path, e);
        }
    }

    /// <summary>Waits until all of it is on the disk.</summary>
    /// <exception cref="BadInputException">A piece could not be written.</exception>
    public void Complete()
    {
        _dirty = true;
        Flush();
        ThrowIfFailed();
    }

    public void Dispose()
    {
        _timer.Dispose();
        Flush();
        lock (_flushing)
        {
            _handle.Dispose();
        }
    }

    private static SafeFileHandle Opened(string path, string file, FileMode mode)
    {
        try
        {
            // Elsewhere than on Windows, None excludes those that lock, and lets others read along.
            return File.OpenHandle(file, mode, FileAccess.ReadWrite, OperatingSystem.IsWindows() ? FileShare.Read | FileShare.Delete : FileShare.None);
        }
        catch (IOException e) when (SharingViolation.Is(e))
        {
            throw new BadInputException(path, "another process is writing it", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw BadInputException.CannotWrite(path, e);
        }
    }

    private void CutBack()
    {
        try
        {
            RandomAccess.SetLength(_handle, Length);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // what is left of the piece has no end, and is removed when the file is read
        }
    }

    private void Flush()
    {
        lock (_flushing)
        {
            if (!_dirty || _handle.IsClosed)
            {
                return;
            }

            _dirty = false;
            try
            {
                RandomAccess.FlushToDisk(_handle);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                _failure = e;
            }
        }
    }

    private void ThrowIfFailed()
    {
        if (_failure is { } failure)
        {
            throw BadInputException.CannotWrite(_path, failure);
        }
    }

    /// <summary>Reads through the handle: another one would meet the lock.</summary>
    private sealed class Reader(SafeFileHandle handle, long position) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => position; set => throw new NotSupportedException(); }

        public override int Read(Span<byte> buffer)
        {
            var read = RandomAccess.Read(handle, buffer, position);
            position += read;
            return read;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override void Flush()
        {
            // nothing is written
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
