using System.Buffers;
using System.Runtime.InteropServices;
using IqaSharp.Core;
using Microsoft.Win32.SafeHandles;

namespace IqaSharp.Checkpoints;

/// <summary>A file whose ranges are read when they are used. It is not mapped into memory:
/// reading a mapped file that another program cuts off ends the process.</summary>
internal sealed class WeightFile : IDisposable
{
    private readonly SafeFileHandle _handle;

    private WeightFile(string path, SafeFileHandle handle) => (Path, _handle, Length) = (path, handle, RandomAccess.GetLength(handle));

    public string Path { get; }

    /// <summary>The file's length when it was opened.</summary>
    public long Length { get; }

    /// <exception cref="BadWeightsException">There is no such file, or it cannot be read.</exception>
    public static WeightFile Open(string path)
    {
        try
        {
            if (Directory.Exists(path))
            {
                throw new BadWeightsException(path, "is a folder, not a file");
            }

            if (SpecialFile.Kind(path) is { } kind)
            {
                throw new BadWeightsException(path, $"not a regular file: {kind}");
            }

            // Where special files cannot be told, they have no length either: none is opened, which may wait for ever.
            var length = new FileInfo(path) is { Exists: true } info ? info.Length : throw new BadWeightsException(path, "no such file");
            return length == 0
                ? throw new BadWeightsException(path, "not a checkpoint: the file is empty")
                : new WeightFile(path, File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new BadWeightsException(path, $"cannot be read: {e.Message}", e);
        }
    }

    /// <summary>A range of bytes, read on first use, or null if it is not within the file.</summary>
    public ReadOnlyMemory<byte>? Window(long offset, long length)
    {
        // An 'if', because '? :' would convert null to an empty memory.
        if (offset < 0 || length < 0 || length > int.MaxValue || offset > Length - length)
        {
            return null;
        }

        return new Piece(this, offset, (int)length).Memory;
    }

    /// <summary>A window's bytes as a stream that reads only what is taken from it.</summary>
    public static Stream Stream(ReadOnlyMemory<byte> window) =>
        MemoryMarshal.TryGetMemoryManager<byte, Piece>(window, out var range, out var start, out var length)
            ? new FileRange(range.File, range.Offset + start, length)
            : new MemoryStream(window.ToArray(), writable: false);

    /// <summary>Reads a range into a buffer.</summary>
    /// <exception cref="BadWeightsException">The file has become shorter since it was opened, or its disk fails.</exception>
    public void Read(long offset, Span<byte> buffer)
    {
        try
        {
            for (int done = 0, read; done < buffer.Length; done += read)
            {
                read = RandomAccess.Read(_handle, buffer[done..], offset + done);
                if (read == 0)
                {
                    throw new BadWeightsException(Path, "was cut off while it was read");
                }
            }
        }
        catch (IOException e)
        {
            throw new BadWeightsException(Path, $"cannot be read: {e.Message}", e);
        }
    }

    public void Dispose() => _handle.Dispose();

    /// <summary>A range of the file. Its bytes are kept as long as the garbage collector likes: most are used once.</summary>
    private sealed class Piece(WeightFile file, long offset, int length) : MemoryManager<byte>
    {
        private readonly WeakReference<byte[]?> _bytes = new(null);

        public WeightFile File => file;

        public long Offset => offset;

        public override Memory<byte> Memory => CreateMemory(length);

        public override Span<byte> GetSpan() => Bytes();

        public override MemoryHandle Pin(int elementIndex = 0) => Bytes().AsMemory(elementIndex).Pin();

        public override void Unpin()
        {
        }

        protected override void Dispose(bool disposing)
        {
        }

        private byte[] Bytes()
        {
            if (!_bytes.TryGetTarget(out var bytes))
            {
                bytes = GC.AllocateUninitializedArray<byte>(length);
                file.Read(offset, bytes);
                _bytes.SetTarget(bytes);
            }

            return bytes;
        }
    }
}
