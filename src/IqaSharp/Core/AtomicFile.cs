namespace IqaSharp.Core;

/// <summary>Writes files atomically: to a temporary file in the same folder, which is then renamed.</summary>
public static class AtomicFile
{
    /// <summary>Writes a file. An existing file is replaced only when the new one is complete; if writing fails, it stays.
    /// Through a symbolic link the file that it leads to is replaced; devices and FIFOs are written through.</summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes the content.</param>
    /// <exception cref="BadInputException">It cannot be written: no such folder, no permission, a full disk.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        using var file = OutputFile.Create(path);
        try
        {
            write(file.Stream);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw BadInputException.CannotWrite(path, e);
        }

        file.Complete();
    }
}
