namespace IqaSharp.Imaging.Archives;

/// <summary>An encoded image in an archive.</summary>
internal abstract class ArchiveMember
{
    /// <summary>Its size, and the archive's time of modification.</summary>
    public abstract FileState State { get; }

    /// <summary>Its bytes.</summary>
    /// <param name="name">Its name in error messages.</param>
    /// <param name="options">The limit of bytes.</param>
    /// <exception cref="BadImageException">They cannot be read.</exception>
    public abstract ReadOnlyMemory<byte> Read(string name, DecodeOptions options);
}
