namespace IqaSharp.Core;

/// <summary>Reads whole files that strangers made.</summary>
internal static class RegularFile
{
    /// <summary>The bytes of a file.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="limit">The most bytes that it may have.</param>
    /// <exception cref="BadInputException">It is larger, no regular file, or cannot be read.</exception>
    public static byte[] ReadAllBytes(string path, long limit)
    {
        try
        {
            return SpecialFile.Kind(path) is { } kind ? throw new BadInputException(path, $"not a regular file: {kind}")
                : new FileInfo(path) is { Exists: true, Length: var length } && length > limit ? throw new BadInputException(path, $"is larger than {limit >> 20} MB")
                : File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw BadInputException.CannotRead(path, e);
        }
    }
}
