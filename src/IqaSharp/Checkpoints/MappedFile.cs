using System.Buffers;
using System.IO.MemoryMappedFiles;
using IqaSharp.Core;

namespace IqaSharp.Checkpoints;

/// <summary>A memory-mapped file: tensors are views of it, read on use.</summary>
internal sealed unsafe class MappedFile : IDisposable
{
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly byte* _start;

    private MappedFile(string path, MemoryMappedFile file, long length)
    {
        (Path, Length, _file) = (path, length, file);
        _view = file.CreateViewAccessor(0, length, MemoryMappedFileAccess.Read);
        byte* pointer = null;
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref pointer);
        _start = pointer;
    }

    public string Path { get; }

    public long Length { get; }

    /// <exception cref="BadWeightsException">There is no such file, or it cannot be read.</exception>
    public static MappedFile Open(string path)
    {
        try
        {
            if (Directory.Exists(path))
            {
                throw new BadWeightsException(path, "is a folder, not a file");
            }

            var length = new FileInfo(path) is { Exists: true } info ? info.Length : throw new BadWeightsException(path, "no such file");
            return length == 0
                ? throw new BadWeightsException(path, "not a checkpoint: the file is empty")
                : new MappedFile(path, MemoryMappedFile.CreateFromFile(path, FileMode.Open, null, 0, MemoryMappedFileAccess.Read), length);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new BadWeightsException(path, $"cannot be read: {e.Message}", e);
        }
    }

    /// <summary>A view of a range of bytes, or null if the range is not within the file.</summary>
    public ReadOnlyMemory<byte>? Window(long offset, long length)
    {
        // An 'if', because '? :' would convert null to an empty memory.
        if (offset < 0 || length < 0 || length > int.MaxValue || offset > Length - length)
        {
            return null;
        }

        return new Pointed(this, offset, (int)length).Memory;
    }

    public void Dispose()
    {
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _file.Dispose();
    }

    /// <summary>A view of the file, valid while it is mapped.</summary>
    private sealed class Pointed(MappedFile file, long offset, int length) : MemoryManager<byte>
    {
        public override Span<byte> GetSpan()
        {
            ObjectDisposedException.ThrowIf(file._view.SafeMemoryMappedViewHandle.IsClosed, file);
            return new(file._start + offset, length);
        }

        public override MemoryHandle Pin(int elementIndex = 0) => new(file._start + offset + elementIndex);

        public override void Unpin()
        {
        }

        protected override void Dispose(bool disposing)
        {
        }
    }
}
