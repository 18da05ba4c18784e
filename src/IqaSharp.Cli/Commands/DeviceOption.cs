using System.CommandLine;
using IqaSharp.CommandLine;
using IqaSharp.Engines.Onnx;

namespace IqaSharp.Cli.Commands;

/// <summary>The option that chooses what networks are computed on.</summary>
internal static class DeviceOption
{
    public static Option<Device> Create() =>
        new Option<Device>("--device") { Description = "What networks are computed on: cpu, cuda, tensorrt, directml, coreml or openvino ('iqa devices' tells which run here); default: cpu", HelpName = "name" }.AcceptEnumNames();
}
