namespace IqaSharp.Imaging.Archives;

/// <summary>Images by their names in a list, of which some may be members of archives. Each archive is listed once, and its members stay in memory.</summary>
internal sealed class NamedImages
{
    private readonly Dictionary<string, Dictionary<string, ImageFile>> _archives = [];

    /// <summary>A file, or <c>archive.tar#member</c> where the archive exists and no such file. Whether a file exists is not asked.</summary>
    public ImageFile Find(string name) => FindMember(name) ?? new ImageFile(name);

    /// <summary>An image of an archive; null if the name has no archive that exists, or a file of this name exists.</summary>
    public ImageFile? FindMember(string name)
    {
        if (ImageArchive.ArchiveOf(name) is not { } archive)
        {
            return null;
        }

        if (!_archives.TryGetValue(archive, out var members))
        {
            _archives[archive] = members = [];
            foreach (var image in ImageArchive.Find(archive))
            {
                members.TryAdd(image.Path, image);
            }
        }

        // What keeps an archive from being read is an entry under its own name.
        return members.GetValueOrDefault(name) ?? new ImageFile(name, members.GetValueOrDefault(archive)?.Error ?? new BadImageException(name, "the archive has no such image"));
    }
}
