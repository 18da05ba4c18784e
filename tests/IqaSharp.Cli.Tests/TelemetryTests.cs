using Xunit;

namespace IqaSharp.Cli.Tests;

public sealed class TelemetryTests
{
    /// <summary>ONNX Runtime keeps what it would report in the user's cache folder. It reports nothing where CI is set, as it may be here.</summary>
    [Theory]
    [InlineData("score coffee.png -m musiq")]
    [InlineData("devices")]
    public async Task Nothing_is_kept_to_be_reported(string command)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs a Unix shell");
        var folder = Directory.CreateTempSubdirectory("iqa-tests").FullName;
        try
        {
            var run = await Shell.RunAsync(folder, $"cp samples/coffee.png $T && cd $T && env -u CI -u ORT_DISABLE_TELEMETRY HOME=$T XDG_CACHE_HOME=$T/cache $IQA {command} > out && find . -iname '*onnxruntime*' -o -iname deviceid");
            Assert.Equal((0, "", ""), (run.ExitCode, run.Output, run.Error));
            Assert.NotEqual(0, new FileInfo(Path.Combine(folder, "out")).Length);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
