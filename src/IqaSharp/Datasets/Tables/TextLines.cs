using IqaSharp.Core;

namespace IqaSharp.Datasets.Tables;

/// <summary>Lists with an entry a line.</summary>
internal static class TextLines
{
    /// <summary>The lines that are not blank, without blanks around them, each with its number, from 1.</summary>
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
