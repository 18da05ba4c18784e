using IqaSharp.Core;

namespace IqaSharp.Datasets.Tables;

/// <summary>Reads text files with one entry per line.</summary>
internal static class TextLines
{
    /// <summary>The trimmed lines that are not blank, each with its line number, from 1.</summary>
    /// <exception cref="BadInputException">The file cannot be read.</exception>
    public static IReadOnlyList<(int Line, string Text)> Read(string path)
    {
        try
        {
            return [.. File.ReadLines(path).Select((line, i) => (i + 1, line.Trim())).Where(line => line.Item2.Length > 0)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw BadInputException.CannotRead(path, e);
        }
    }
}
