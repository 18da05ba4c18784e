using System.Text;
using IqaSharp.CommandLine;
using IqaSharp.Core;

namespace IqaSharp.Cli.Output;

/// <summary>The destination of rows: the standard output, or a file that gets its name when it is complete.
/// Until then it is called <c>….partial</c>; a run that was stopped leaves that. What is written is at its destination at once.</summary>
internal sealed class OutputTarget : IDisposable
{
    // Opening it anew would begin at the start of a file that the shell has opened.
    private static readonly string[] StandardOutput = ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"];

    private readonly OutputFile? _file;

    private OutputTarget(TextWriter writer, OutputFile? file, int? width) => (Writer, _file, Width) = (writer, file, width);

    public TextWriter Writer { get; }

    /// <summary>How wide a table may be; null for a pipe, through which nothing is padded.</summary>
    public int? Width { get; }

    /// <param name="path">The file; null for the standard output.</param>
    /// <exception cref="BadInputException">The file cannot be written.</exception>
    public static OutputTarget Open(string? path)
    {
        if (path is null || StandardOutput.Contains(path))
        {
            return new OutputTarget(Console.IsOutputRedirected ? Console.Out : new TerminalWriter(Console.Out), null, Terminal.Width);
        }

        var file = OutputFile.Create(path, keepUnfinished: true);
        return new OutputTarget(new StreamWriter(file.Stream, new UTF8Encoding(false)) { AutoFlush = true }, file, int.MaxValue);
    }

    /// <summary>A writer that somebody else disposes of.</summary>
    public static OutputTarget Of(TextWriter writer) => new(writer, null, null);

    /// <summary>Closes the file and gives it its name.</summary>
    public void Complete() => _file?.Complete();

    /// <summary>Closes the file; one that is not complete keeps its partial name.</summary>
    public void Dispose() => _file?.Dispose();
}
