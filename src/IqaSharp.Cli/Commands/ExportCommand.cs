using System.CommandLine;
using IqaSharp.CommandLine;
using IqaSharp.Engines.Onnx;
using IqaSharp.Metrics.Classical;
using IqaSharp.Models;
using IqaSharp.Models.Catalogue;

namespace IqaSharp.Cli.Commands;

/// <summary><c>iqa export</c>.</summary>
internal static class ExportCommand
{
    public static Command Create()
    {
        var model = new Argument<string>("model") { Description = "An installed model's name, or a model file" };
        var output = new Option<string>("--output", "-o") { Description = "The ONNX file", HelpName = "file", Required = true };
        var standard = new Option<bool>("--standard-ops") { Description = "Use only operators of the ONNX standard, for runtimes other than ONNX Runtime" };
        var command = new DocumentedCommand(
            "export",
            "Write a model's scoring graph as ONNX, for other languages",
            """
            docs/export.md describes the inputs of each network's graph and how to make them.

            Examples:
              iqa export musiq -o musiq.onnx
              iqa export my-model.safetensors --standard-ops -o my-model.onnx
            """)
        {
            model, output, standard,
        };
        command.SetAction(parsed =>
        {
            var path = parsed.GetRequiredValue(output);
            using var read = Model.Read(ModelStore.Default.Find(parsed.GetRequiredValue(model), [.. ClassicalMetrics.All.Select(metric => metric.Name)]));
            OnnxExport.Write(read, path, parsed.GetValue(standard) ? OnnxOps.Standard : OnnxOps.Fused);
            Terminal.Line($"{path}: {new FileInfo(path).Length / 1e6:0.0} MB");
        });
        return command;
    }
}
