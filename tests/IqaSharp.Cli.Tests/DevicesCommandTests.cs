using System.Text.Json;
using Xunit;

namespace IqaSharp.Cli.Tests;

public sealed class DevicesCommandTests
{
    [Fact]
    public async Task Devices_are_listed_with_what_is_missing()
    {
        var table = await Iqa.RunAsync("devices");
        Assert.Equal(0, table.ExitCode);
        Assert.Matches(@"cpu\s+yes", table.Output);
        using var json = JsonDocument.Parse((await Iqa.RunAsync("devices", "--json")).Output);
        Assert.All(json.RootElement.EnumerateArray(), row => Assert.NotEqual(row.GetProperty("runsHere").GetBoolean(), row.GetProperty("missing").ValueKind == JsonValueKind.String));
        Assert.Equal(["cpu", "cuda", "tensorrt", "directml", "coreml", "openvino"], json.RootElement.EnumerateArray().Select(row => row.GetProperty("device").GetString()));
    }

    [Fact]
    public async Task A_missing_device_is_told_in_one_line_with_what_to_install()
    {
        var result = await Iqa.RunAsync("score", "samples/coffee.png", "--model", Iqa.Placeholder, "--device", "openvino");
        Assert.SkipWhen(result.ExitCode == 0, "OpenVINO runs here");
        Assert.Equal(2, result.ExitCode);
        Assert.Matches(@"^openvino: \S.* needs .*\n$", result.Error);
        Assert.Contains("Intel.ML.OnnxRuntime.OpenVino", result.Error, StringComparison.Ordinal);
        Assert.Equal("", result.Output);
    }
}
