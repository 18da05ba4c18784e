namespace IqaSharp.Core;

/// <summary>Writes files atomically: to a temporary file in the same folder, which is then renamed.</summary>
public static class AtomicFile
{
    /// <summary>Writes a file. An existing file is replaced only when the new one is complete; if writing fails, it stays.</summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes the content.</param>
    /// <exception cref="BadInputException">It cannot be written: no such folder, no permission, a full disk.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        var temporary = $"{path}.{Environment.ProcessId}.tmp";
        try
        {
            try
            {
                using (var stream = File.Create(temporary))
                {
                    write(stream);
                    stream.Flush(flushToDisk: true);
                }

                File.Move(temporary, path, overwrite: true);
            }
            finally
            {
                File.Delete(temporary); // there only if something failed
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw BadInputException.CannotWrite(path, e);
        }
    }
}
