using IqaSharp.Core;

namespace IqaSharp.CommandLine;

/// <summary>A folder that several files are written into.</summary>
internal static class OutputFolder
{
    /// <summary>Creates it if it is not there.</summary>
    /// <exception cref="BadInputException">It cannot be created.</exception>
    public static void Create(string path)
    {
        try
        {
            Directory.CreateDirectory(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw BadInputException.CannotWrite(path, e);
        }
    }
}
