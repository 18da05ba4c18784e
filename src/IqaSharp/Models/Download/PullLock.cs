using IqaSharp.Core;

namespace IqaSharp.Models.Download;

/// <summary>Lets one pull of a model run at a time, whatever process it is in. The file stays: only who has it open holds the lock, so that a killed process leaves none.</summary>
internal sealed class PullLock : IDisposable
{
    private readonly FileStream _file;

    private PullLock(FileStream file) => _file = file;

    /// <exception cref="BadInputException">Another pull holds it.</exception>
    public static PullLock Take(string name, string path)
    {
        try
        {
            return new PullLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException e) when (SharingViolation.Is(e))
        {
            throw new BadInputException(name, "another pull of it is running", e);
        }
    }

    public void Dispose() => _file.Dispose();
}
