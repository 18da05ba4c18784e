using System.CommandLine;

namespace IqaSharp.CommandLine.Serving;

/// <summary>The words of <c>iqa page</c>. Both programs show its help; <c>iqa-serve</c> runs it.</summary>
internal sealed class PageUsage
{
    public Option<string> Output { get; } = new("--output", "-o") { Description = "The folder; files in it are replaced", HelpName = "folder", Required = true };

    public Option<string?> Metric { get; } = new("--metric", "-m") { Description = "The MUSIQ model on a backbone that scores photographs; default: musiq", HelpName = "name" };

    public Option<string?> Runtime { get; } = new("--runtime") { Description = "The folder 'dist' of npm's onnxruntime-web; default: fetched with npm", HelpName = "folder" };

    public Command Command() => new DocumentedCommand(
        "page",
        "Write the page as a folder for any static host: the browser computes, nothing is uploaded",
        """
        The folder holds the page, the models as ONNX and ONNX Runtime for browsers. It needs a host, any will do: a page that is opened as a file may load nothing.

        Examples:
          iqa page -o public
          iqa page -o public --runtime node_modules/onnxruntime-web/dist
          python3 -m http.server --directory public
        """)
    {
        Output, Metric, Runtime,
    };
}
