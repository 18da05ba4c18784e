using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization;
using IqaSharp.CommandLine;
using IqaSharp.Engines.Onnx;

namespace IqaSharp.Cli.Commands;

/// <summary><c>iqa devices</c>.</summary>
internal static partial class DevicesCommand
{
    public static Command Create()
    {
        var json = new Option<bool>("--json") { Description = "Print JSON" };
        var command = new DocumentedCommand(
            "devices",
            "List what networks can be computed on, and what is missing for it",
            """
            --device of score, compare and evaluate chooses one. docs/install.md says how a program gets the ONNX Runtime of a device.

            Examples:
              iqa devices
              iqa score photos/ --device cuda
            """)
        {
            json,
        };
        command.SetAction(parsed =>
        {
            List<Row> rows = [.. DeviceSupport.Here.Select(support => new Row(support.Device.ToString().ToLowerInvariant(), support.Missing is null, support.Missing))];
            if (parsed.GetValue(json))
            {
                Terminal.Data(JsonSerializer.Serialize(rows, DevicesJson.Default.ListRow));
                return;
            }

            var table = new TextTable(new TextColumn("device"), new TextColumn("runs here"), new TextColumn("what is missing"));
            rows.ForEach(row => table.Add(row.Device, row.RunsHere ? "yes" : "no", row.Missing ?? ""));
            table.Write();
        });
        return command;
    }

    /// <summary>A device in JSON.</summary>
    internal sealed record Row(string Device, bool RunsHere, string? Missing);

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
    [JsonSerializable(typeof(List<Row>))]
    internal sealed partial class DevicesJson : JsonSerializerContext;
}
