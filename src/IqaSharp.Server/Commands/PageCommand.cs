using System.CommandLine;
using IqaSharp.CommandLine;
using IqaSharp.Server.Page;

namespace IqaSharp.Server.Commands;

/// <summary><c>iqa page</c>.</summary>
internal static class PageCommand
{
    public static Command Create()
    {
        var output = new Option<string>("--output", "-o") { Description = "The folder; files in it are replaced", HelpName = "folder", Required = true };
        var metric = new Option<string?>("--metric", "-m") { Description = $"The MUSIQ model on a backbone that scores photographs; default: {StaticPage.DefaultModel}", HelpName = "name" };
        var runtime = new Option<string?>("--runtime") { Description = $"The folder 'dist' of npm's onnxruntime-web; default: version {OrtRuntime.Version}, fetched with npm", HelpName = "folder" };
        var command = new DocumentedCommand(
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
            output, metric, runtime,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            var folder = parsed.GetRequiredValue(output);
            var size = await StaticPage.WriteAsync(folder, parsed.GetValue(metric) ?? StaticPage.DefaultModel, parsed.GetValue(runtime), cancellation);
            Terminal.Line($"{folder}: {size / 1e6:0.0} MB");
        });
        return command;
    }
}
