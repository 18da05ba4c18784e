using IqaSharp.Core;

namespace IqaSharp.Models.Download;

/// <summary>Writes a half-loaded file; a disk's errors cannot be taken for the network's.</summary>
internal sealed class PartWriter(FileStream file) : IDisposable
{
    public void Write(ReadOnlySpan<byte> bytes)
    {
        try
        {
            file.Write(bytes);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw BadInputException.CannotWrite(file.Name, e);
        }
    }

    public void Dispose() => file.Dispose();
}
