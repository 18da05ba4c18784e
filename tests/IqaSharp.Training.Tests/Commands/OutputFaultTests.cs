using System.Diagnostics;
using IqaSharp.Tests;
using Xunit;

namespace IqaSharp.Training.Tests.Commands;

/// <summary>What the training program writes cannot be written: one line and exit code 1.</summary>
public sealed class OutputFaultTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public OutputFaultTests()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "there is no /dev/full");
        string[] images = ["astronaut.png", "chelsea.png", "coffee.png", "coffee-blur.png", "coffee-q20.png", "rocket.jpg"];
        File.WriteAllLines(_folder["ratings.csv"], ["image,score", .. images.Select((image, i) => $"{Repository.Sample(image)},{60 + (5 * i)}")]);
        File.WriteAllText(_folder["mine.yaml"], """
            name: mine
            architecture: musiq
            network: { hidden: 12, mlpDim: 12, heads: 2, layers: 1, scales: [64], native: false }
            data: [{ set: ratings.csv, validation: 0.4 }]
            loss: { l1: 1 }
            stages: [{ epochs: 1, batch: 4 }]
            """);
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("--help")]
    [InlineData("train --help")]
    [InlineData("distort --list")]
    [InlineData("train mine.yaml")]
    public async Task A_standard_output_that_is_full_or_closed(string command)
    {
        var full = await Run($"$TRAIN {command} >/dev/full");
        Assert.Equal((1, "standard output: cannot be written: the disk is full"), (full.ExitCode, full.Error.TrimEnd().Split('\n')[^1]));
        Assert.DoesNotContain("   at ", full.Error, StringComparison.Ordinal);
        var closed = await Run($"($TRAIN {command}; echo $? >code) | true");
        Assert.Equal("1\n", File.ReadAllText(_folder["code"]));
        Assert.DoesNotContain("standard output", closed.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", closed.Error, StringComparison.Ordinal);
    }

    /// <summary>A limit on the size of files stands for a disk that fills up.</summary>
    [Theory]
    [InlineData("train mine.yaml")]
    [InlineData("distort photograph.png -k jpeg2000 -l 1 -o out.png")]
    [InlineData("fit restorer --images photograph.png --steps 1 -o out.onnx")]
    public async Task A_file_that_cannot_grow(string command)
    {
        File.Copy(Repository.Sample("coffee.png"), _folder["photograph.png"]);
        var run = await Run($"trap '' XFSZ; ulimit -f 16; DOTNET_EnableWriteXorExecute=0 $TRAIN {command}");
        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Contains("cannot be written", run.Error.TrimEnd().Split('\n')[^1], StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }

    private async Task<IqaTrain> Run(string script)
    {
        var start = new ProcessStartInfo("sh", ["-c", script])
        {
            WorkingDirectory = _folder.Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["TRAIN"] = $"dotnet {Path.Combine(AppContext.BaseDirectory, "iqa-train.dll")}", ["NO_COLOR"] = "1", ["OMP_NUM_THREADS"] = "1" },
        };
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return new IqaTrain(process.ExitCode, await output, await error);
    }
}
