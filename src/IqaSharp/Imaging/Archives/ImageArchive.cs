namespace IqaSharp.Imaging.Archives;

/// <summary>Images in tar files, as WebDataset makes them, and in zip files: <c>archive.tar#member</c>.</summary>
internal static class ImageArchive
{
    private const string Compressed = "a compressed tar: unpack it to .tar, which is as small, since images are compressed already";

    private static readonly string[] CompressedTars = [".tar.gz", ".tgz", ".tar.bz2", ".tar.xz", ".tar.zst"];

    /// <summary>Whether a path or a pattern has the extension of an archive.</summary>
    public static bool IsArchive(string path) => IsTar(path) || IsZip(path) || CompressedTars.Any(extension => path.EndsWith(extension, StringComparison.OrdinalIgnoreCase));

    /// <summary>The images of an archive, in its order, lazily; what keeps the rest from being read is the last entry.</summary>
    public static IEnumerable<ImageFile> Find(string archive) =>
        IsTar(archive) ? TarMembers.Find(archive)
        : IsZip(archive) ? ZipMembers.Find(archive)
        : [new ImageFile(archive, new BadImageException(archive, Compressed))];

    /// <summary>The archive in a name such as <c>archive.tar#member</c>; null if it names none, or a file of this name exists.</summary>
    public static string? ArchiveOf(string path)
    {
        for (var at = path.IndexOf('#', StringComparison.Ordinal); at > 0; at = path.IndexOf('#', at + 1))
        {
            if (IsArchive(path[..at]) && File.Exists(path[..at]))
            {
                return File.Exists(path) ? null : path[..at];
            }
        }

        return null;
    }

    /// <summary>Whether a member is an image by its name, and not one of the hidden files that macOS adds.</summary>
    public static bool IsImage(string member) =>
        ImageFiles.HasImageName(member) && !member.Split('/').Any(static part => part.StartsWith('.') && part is not ("." or ".."));

    private static bool IsTar(string path) => path.EndsWith(".tar", StringComparison.OrdinalIgnoreCase);

    private static bool IsZip(string path) => path.EndsWith(".zip", StringComparison.OrdinalIgnoreCase);
}
