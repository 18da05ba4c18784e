using System.Text;
using IqaSharp.Core;

namespace IqaSharp.Cli.Output;

/// <summary>The destination of rows: the standard output, or a file that gets its name when it is complete.
/// Until then it is called <c>….partial</c>; a run that was stopped leaves that.</summary>
internal sealed class OutputTarget : IDisposable
{
    private readonly string? _path;

    private OutputTarget(TextWriter writer, string? path) => (Writer, _path) = (writer, path);

    public TextWriter Writer { get; }

    private string Partial => _path + ".partial";

    /// <param name="path">The file; null for the standard output.</param>
    /// <exception cref="BadInputException">The file cannot be written.</exception>
    public static OutputTarget Open(string? path)
    {
        if (path is null)
        {
            return new OutputTarget(Console.Out, null);
        }

        try
        {
            if (Directory.Exists(path))
            {
                throw new BadInputException(path, "cannot be written: it is a folder");
            }

            return new OutputTarget(new StreamWriter(path + ".partial", append: false, new UTF8Encoding(false)), path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw BadInputException.CannotWrite(path, e);
        }
    }

    /// <summary>Closes the file and gives it its name.</summary>
    public void Complete()
    {
        if (_path is null)
        {
            Writer.Flush();
            return;
        }

        Writer.Dispose();
        File.Move(Partial, _path, overwrite: true);
    }

    /// <summary>Closes the file; one that is not complete keeps its partial name.</summary>
    public void Dispose()
    {
        if (_path is not null)
        {
            Writer.Dispose();
        }
    }
}
