using IqaSharp.Imaging.Decoding;

namespace IqaSharp.Imaging.Archives;

/// <summary>The images of a zip file.</summary>
internal static class ZipMembers
{
    // Images hardly compress; beyond this ratio an archive is made to fill memory.
    private const int MostInflation = 200;
    private const int NeverSuspicious = 1 << 20;

    public static IEnumerable<ImageFile> Find(string archive)
    {
        var (zip, error) = SharedZip.Open(archive);
        if (zip is null)
        {
            return [new ImageFile(archive, error)];
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        return zip.Entries.Where(static entry => ImageArchive.IsImage(entry.Name)).Select(entry =>
        {
            var path = $"{archive}#{entry.Name}";
            return names.Add(entry.Name) ? new ImageFile(path) { Member = new ZipMember(zip, entry) } : new ImageFile(path, new BadImageException(path, "the archive holds another member of this name before it, which is read"));
        });
    }

    private sealed class ZipMember(SharedZip zip, SharedZip.Entry entry) : ArchiveMember
    {
        public override FileState State => FileState.Of(entry.Length, zip.Modified);

        public override ReadOnlyMemory<byte> Read(string name, DecodeOptions options) =>
            entry.Length > Math.Max(NeverSuspicious, MostInflation * entry.CompressedLength) ? throw new BadImageException(name, $"inflates to more than {MostInflation} times its size in the archive: no image does")
            : zip.Read(entry, name, stream => EncodedStream.Read(stream, name, options));
    }
}
