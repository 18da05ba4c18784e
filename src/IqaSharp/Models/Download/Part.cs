using IqaSharp.Core;

namespace IqaSharp.Models.Download;

/// <summary>A half-loaded file, and what the server said of it.</summary>
/// <param name="File">The bytes so far.</param>
/// <param name="State">What the server said, as JSON.</param>
internal sealed record Part(string File, string State)
{
    /// <summary>Of the file at a path.</summary>
    public static Part Of(string path) => new(path + ".part", path + ".part.json");

    /// <summary>How many bytes are there.</summary>
    public long Length => System.IO.File.Exists(File) ? new FileInfo(File).Length : 0;

    /// <summary>What the server said; null, with nothing left, where the rest of the same file cannot be asked for.</summary>
    public DownloadState? ReadState(Uri address)
    {
        if (Length > 0 && DownloadState.Read(State) is { Condition: not null } state && state.Address == address)
        {
            return state;
        }

        Delete();
        return null;
    }

    /// <summary>Opens it for what comes behind the first <paramref name="start"/> bytes.</summary>
    public PartWriter Open(long start, DownloadState state)
    {
        try
        {
            // First the old bytes go, then comes what they are not the beginning of.
            var file = new FileStream(File, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read, bufferSize: 0);
            file.SetLength(start);
            file.Position = start;
            state.Write(State);
            return new PartWriter(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw BadInputException.CannotWrite(File, e);
        }
    }

    public void Delete()
    {
        try
        {
            System.IO.File.Delete(File);
            System.IO.File.Delete(State);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or (IOException and not DirectoryNotFoundException))
        {
            throw BadInputException.CannotWrite(File, e);
        }
    }
}
