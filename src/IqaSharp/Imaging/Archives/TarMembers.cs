using System.Buffers.Binary;
using System.Formats.Tar;
using System.Globalization;

namespace IqaSharp.Imaging.Archives;

/// <summary>The images of a tar file. Finding them reads the headers alone.</summary>
internal static class TarMembers
{
    private const int Block = 512; // POSIX ustar: headers, and what content is padded to
    private const int SizeAt = 124;
    private const int SizeLength = 12;
    private const int TypeAt = 156;
    private const int LargestExtension = 1 << 20; // long names, attributes: they are read at once
    private const int MostExtensions = 16;

    public static IEnumerable<ImageFile> Find(string archive)
    {
        var (file, error) = Open(archive);
        if (file is null)
        {
            yield return new ImageFile(archive, error);
            yield break;
        }

        using var opened = file;
        using var reader = new TarReader(file, leaveOpen: true);
        var modified = File.GetLastWriteTimeUtc(archive);
        var names = new HashSet<string>(StringComparer.Ordinal);
        var end = 0L;
        while (true)
        {
            var (entry, failure) = Next(reader, file, archive, end);
            if (failure is not null)
            {
                yield return new ImageFile(archive, failure);
            }

            if (entry is null)
            {
                yield break;
            }

            var length = HasContent(entry) ? entry.Length : 0;
            end = Math.Max(Padded(file.Position), entry.DataOffset + Padded(length));
            if (Image(archive, entry, modified, names) is not { } image)
            {
                continue;
            }

            var isCut = entry.DataOffset + length > file.Length;
            yield return isCut ? new ImageFile(image.Path, new BadImageException(image.Path, "the archive is cut off within this member")) : image;
            if (isCut)
            {
                yield break;
            }
        }
    }

    private static bool HasContent(TarEntry entry) => entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile;

    private static long Padded(long length) => (length + Block - 1) / Block * Block;

    private static ImageFile? Image(string archive, TarEntry entry, DateTime modified, HashSet<string> names)
    {
        var member = entry.Name.StartsWith("./", StringComparison.Ordinal) ? entry.Name[2..] : entry.Name;
        if (!ImageArchive.IsImage(member) || entry.EntryType is TarEntryType.Directory or TarEntryType.GlobalExtendedAttributes)
        {
            return null;
        }

        var path = $"{archive}#{member}";
        ImageFile Bad(string reason) => new(path, new BadImageException(path, reason));
        return !names.Add(member) ? Bad("the archive holds another member of this name before it, which is read")
            : !HasContent(entry) ? Bad($"no file but {Kind(entry.EntryType)}")
            : entry.Length == 0 ? Bad("not an image: the file is empty")
            : new ImageFile(path) { Member = new TarMember(archive, entry.DataOffset, FileState.Of(entry.Length, modified)) };
    }

    private static string Kind(TarEntryType type) => type switch
    {
        TarEntryType.HardLink or TarEntryType.SymbolicLink => "a link",
        TarEntryType.SparseFile => "a sparse file",
        _ => "a special file",
    };

    private static (FileStream? File, BadImageException? Error) Open(string archive)
    {
        try
        {
            return (new FileStream(archive, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0), null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return (null, new BadImageException(archive, e is UnauthorizedAccessException ? "permission denied" : "cannot be opened: another program may hold it, or its disk fails", e));
        }
    }

    /// <summary>The next entry; with the reason if there is none although the archive does not end.</summary>
    private static (TarEntry? Entry, BadImageException? Error) Next(TarReader reader, FileStream file, string archive, long position)
    {
        try
        {
            if (ExtensionTooLarge(file, position))
            {
                return (null, new BadImageException(archive, "the archive is damaged: a name or its attributes are larger than 1 MB"));
            }

            // An archive ends with two blocks of zeros.
            return reader.GetNextEntry() is { } entry ? (entry, null)
                : (null, file.Length < position + Block ? new BadImageException(archive, "the archive is cut off: its end mark is missing") : null);
        }
        catch (Exception e) when (e is IOException or InvalidDataException or FormatException or ArgumentException or NotSupportedException or OverflowException)
        {
            return (null, new BadImageException(archive, e is EndOfStreamException || position + Block > file.Length ? "the archive is cut off" : "the archive is damaged, and not read beyond this", e));
        }
    }

    /// <summary>Whether the next entry has a long name or attributes that announce more than they may: they would be read into memory.</summary>
    private static bool ExtensionTooLarge(FileStream file, long position)
    {
        var header = new byte[Block];
        for (var i = 0; i < MostExtensions; i++)
        {
            if (RandomAccess.Read(file.SafeFileHandle, header, position) < Block || header[TypeAt] is not ((byte)'x' or (byte)'g' or (byte)'L' or (byte)'K'))
            {
                return false;
            }

            if (Size(header.AsSpan(SizeAt, SizeLength)) is not (>= 0 and <= LargestExtension and var size))
            {
                return true;
            }

            position += Block + Padded(size);
        }

        return true;
    }

    /// <summary>Octal digits, or a binary number after a byte of 0x80.</summary>
    private static long Size(ReadOnlySpan<byte> field)
    {
        if (field[0] >= 0x80)
        {
            return BinaryPrimitives.ReadInt64BigEndian(field[^8..]);
        }

        var size = 0L;
        foreach (var digit in field.TrimStart((byte)' '))
        {
            if (digit is < (byte)'0' or > (byte)'7')
            {
                break;
            }

            size = (size * 8) + digit - '0';
        }

        return size;
    }

    /// <summary>A member by its place: archives of thousands are read by several threads, without a state.</summary>
    private sealed class TarMember(string archive, long offset, FileState state) : ArchiveMember
    {
        public override FileState State => state;

        public override ReadOnlyMemory<byte> Read(string name, DecodeOptions options)
        {
            if (state.Bytes > Math.Min(options.MaxBytes, Array.MaxLength))
            {
                throw new BadImageException(name, string.Create(CultureInfo.InvariantCulture, $"larger than {Math.Min(options.MaxBytes, Array.MaxLength):#,0} bytes, the limit for a member of an archive"));
            }

            try
            {
                using var file = File.OpenHandle(archive);
                if (RandomAccess.GetLength(file) < offset + state.Bytes)
                {
                    throw new BadImageException(name, "the archive is cut off within this member");
                }

                var content = GC.AllocateUninitializedArray<byte>((int)state.Bytes);
                for (var done = 0; done < content.Length;)
                {
                    var read = RandomAccess.Read(file, content.AsSpan(done), offset + done);
                    done += read > 0 ? read : throw new BadImageException(name, "the archive is cut off within this member");
                }

                return content;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new BadImageException(name, "cannot be read: its disk or connection fails", e);
            }
        }
    }
}
