using System.IO.Compression;

namespace IqaSharp.Imaging.Archives;

/// <summary>A zip file whose members are read by several threads, one at a time. It is open while its members are read, and closed when another's are.</summary>
internal sealed class SharedZip
{
    private static readonly Lock Reading = new();
    private static (SharedZip Zip, ZipArchive Archive)? _open;

    private readonly string _path;

    private SharedZip(string path, DateTime modified, IReadOnlyList<Entry> entries) => (_path, Modified, Entries) = (path, modified, entries);

    public DateTime Modified { get; }

    /// <summary>The members, in the order of the archive's directory.</summary>
    public IReadOnlyList<Entry> Entries { get; }

    /// <summary>Reads an archive's directory.</summary>
    public static (SharedZip? Zip, BadImageException? Error) Open(string path)
    {
        try
        {
            using var archive = ZipFile.OpenRead(path);
            return (new SharedZip(path, File.GetLastWriteTimeUtc(path), [.. archive.Entries.Select(static (entry, i) => new Entry(i, entry.FullName, entry.Length, entry.CompressedLength, entry.IsEncrypted))]), null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException or ArgumentException or NotSupportedException)
        {
            return (null, new BadImageException(path, e is UnauthorizedAccessException ? "permission denied" : "the archive is damaged or cut off", e));
        }
    }

    /// <summary>Reads a member.</summary>
    /// <exception cref="BadImageException">It cannot be read.</exception>
    public T Read<T>(Entry entry, string name, Func<Stream, T> read)
    {
        if (entry.IsEncrypted)
        {
            throw new BadImageException(name, "encrypted");
        }

        lock (Reading)
        {
            try
            {
                using var stream = Archive().Entries[entry.Index].Open();
                return read(stream);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException or ArgumentException or NotSupportedException)
            {
                throw new BadImageException(name, "the archive is damaged or cut off here, or compresses in a way that is not read", e);
            }
        }
    }

    private ZipArchive Archive()
    {
        if (_open is not { } open || open.Zip != this)
        {
            _open?.Archive.Dispose();
            _open = null;
            var archive = ZipFile.OpenRead(_path);
            _open = open = (this, archive.Entries.Count == Entries.Count ? archive : throw new InvalidDataException("it has changed"));
        }

        return open.Archive;
    }

    /// <param name="Index">Its place in the directory.</param>
    /// <param name="Name">Its path in the archive.</param>
    /// <param name="Length">The announced length when inflated.</param>
    /// <param name="CompressedLength">The length in the archive.</param>
    /// <param name="IsEncrypted">Whether a password is needed.</param>
    public sealed record Entry(int Index, string Name, long Length, long CompressedLength, bool IsEncrypted);
}
