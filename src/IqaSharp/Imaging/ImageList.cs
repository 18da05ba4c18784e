using System.Text;
using IqaSharp.Core;

namespace IqaSharp.Imaging;

/// <summary>Reads lists of image files, as <c>find</c> writes them.</summary>
public static class ImageList
{
    private const int LongestPath = 1 << 16;

    /// <summary>Reads the paths of a list lazily, one on each line, or names of images in archives (<see cref="ImageFiles.Named"/>). Relative ones are relative to the current folder. Empty lines are skipped.</summary>
    /// <param name="list">UTF-8. It is read to its end and stays open.</param>
    /// <param name="name">The list's name in error messages.</param>
    /// <param name="separatedByNul">Whether paths end with a NUL, as <c>find -print0</c> writes them, instead of a line break.</param>
    /// <exception cref="BadInputException">A line is longer than any path, or the list cannot be read.</exception>
    public static IEnumerable<ImageFile> Read(Stream list, string name, bool separatedByNul = false)
    {
        ArgumentNullException.ThrowIfNull(list);
        return ImageFiles.Named(Names(list, name, separatedByNul));
    }

    private static IEnumerable<string> Names(Stream list, string name, bool separatedByNul)
    {
        using var reader = new StreamReader(list, new UTF8Encoding(false), detectEncodingFromByteOrderMarks: true, bufferSize: 1 << 16, leaveOpen: true);
        var (path, number) = (new StringBuilder(), 1);
        var piece = new char[1 << 14];
        while (Next(reader, piece, name) is > 0 and var count)
        {
            for (var i = 0; i < count; i++)
            {
                if (separatedByNul ? piece[i] != '\0' : piece[i] is not ('\n' or '\r'))
                {
                    path.Append(path.Length < LongestPath ? piece[i] : throw new BadInputException(name, $"is no list of paths: entry {number} is longer than {LongestPath} characters"));
                }
                else if (path.Length > 0)
                {
                    yield return Entry(path, name, number++);
                }
            }
        }

        if (path.Length > 0)
        {
            yield return Entry(path, name, number);
        }
    }

    private static string Entry(StringBuilder path, string name, int number)
    {
        var text = path.ToString();
        path.Clear();
        return !text.Contains('\0', StringComparison.Ordinal) ? text
            : throw new BadInputException(name, $"is no list of paths, one on each line: entry {number} holds a NUL (the parameter separatedByNul reads those of 'find -print0')");
    }

    private static int Next(StreamReader reader, char[] piece, string name)
    {
        try
        {
            return reader.Read(piece);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw BadInputException.CannotRead(name, e);
        }
    }
}
