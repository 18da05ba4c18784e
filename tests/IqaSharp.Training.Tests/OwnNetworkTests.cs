using System.Diagnostics;
using System.Globalization;
using IqaSharp.Tests;
using Microsoft.ML.OnnxRuntime;
using Xunit;

namespace IqaSharp.Training.Tests;

public sealed class OwnNetworkTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task A_network_of_another_assembly_is_trained_scored_and_exported_with_public_types()
    {
        var stop = TestContext.Current.CancellationToken;
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "OwnNetwork.dll"), Path.Combine(Repository.Root, "samples"), _folder.Path, "60"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["OMP_NUM_THREADS"] = "1" },
        };
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(stop), process.StandardError.ReadToEndAsync(stop));
        await process.WaitForExitAsync(stop);
        Assert.Equal((0, ""), (process.ExitCode, await error));

        var scores = (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split("  ")).ToDictionary(line => line[1].Trim(), line => double.Parse(line[0], CultureInfo.InvariantCulture));
        Assert.Equal(5, scores.Count);
        Assert.InRange(scores["coffee.png"], scores["coffee-blur.png"] + 0.2, 1);
        using var exported = new InferenceSession(_folder["sharpness.onnx"]);
        Assert.Equal(["image"], exported.InputNames);
        Assert.Equal(["score"], exported.OutputNames);
    }

    public void Dispose() => _folder.Dispose();
}
