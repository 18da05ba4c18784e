using System.Diagnostics;
using Xunit;

namespace IqaSharp.Cli.Tests;

/// <summary>What is written cannot be written: one line and exit code 1, whatever the command.</summary>
public sealed class OutputFaultTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("iqa-tests").FullName;

    public OutputFaultTests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs a shell");
        string[] images = ["astronaut.png", "chelsea.png", "coffee.png", "coffee-blur.png", "coffee-q20.png", "rocket.jpg"];
        File.WriteAllLines(Path.Combine(_folder, "ratings.csv"), ["image,score", .. images.Select((image, i) => $"{Path.Combine(Iqa.Root, "samples", image)},{60 + (5 * i)}")]);
    }

    /// <summary>A command line of every command that prints something.</summary>
    public static TheoryData<string> Commands() =>
    [
        "score samples/coffee.png -m entropy",
        "score samples/coffee.png -m entropy -f csv",
        "score samples/coffee.png -m entropy -f json",
        "score samples/coffee.png -m entropy -f jsonl",
        "embed samples/chelsea.png",
        "compare samples/coffee.png samples/coffee-blur.png -m entropy",
        "compare samples/coffee.png samples/coffee-blur.png -m entropy --json",
        "evaluate --data $T/ratings.csv -m entropy,laplacian --resamples 0 -o $T/evaluation",
        "models",
        "models --json",
        "models --markdown",
        "models show ssim",
        "datasets",
        "datasets --json",
        "datasets kadid-10k",
        "distort --list",
        "distort samples/chelsea.png -k jpeg -l 1 -o $T/out.png",
        "restore --list",
        "convert tests/Fixtures/untrained.safetensors --architecture musiq --untrained -o $T/out.safetensors",
        "export musiq-s -o $T/out.onnx",
        "--help",
        "score --help",
        "--version",
    ];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory, MemberData(nameof(Commands))]
    public async Task A_standard_output_that_is_full_is_one_line(string command)
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "there is no /dev/full");
        var run = await Shell.RunAsync(_folder, $"$IQA {command} >/dev/full");
        Assert.Equal((1, "standard output: cannot be written: the disk is full"), (run.ExitCode, LastLine(run.Error)));
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Commands))]
    public async Task A_pipe_that_is_closed_ends_the_command_quietly(string command)
    {
        var run = await Shell.RunAsync(_folder, $"($IQA {command}; echo $? >$T/code) | true");
        Assert.Equal("1\n", File.ReadAllText(Path.Combine(_folder, "code")));
        Assert.DoesNotContain("standard output", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_standard_output_that_is_closed_is_one_line()
    {
        var run = await Shell.RunAsync(_folder, "$IQA score samples/coffee.png -m entropy >&-");
        Assert.Equal((1, "standard output: cannot be written: it is closed\n"), (run.ExitCode, run.Error));
    }

    /// <summary>Nobody can be told then, but the work is done and the exit code is that of the work.</summary>
    [Theory]
    [InlineData("score absent.png samples/coffee.png -m entropy", 1)]
    [InlineData("score samples/coffee.png -m absent", 2)]
    public async Task A_standard_error_that_is_full_or_closed_changes_nothing(string command, int code)
    {
        var right = await Shell.RunAsync(_folder, $"$IQA {command}");
        foreach (var redirection in new[] { "2>/dev/full", "2>&-" })
        {
            var run = await Shell.RunAsync(_folder, $"$IQA {command} {redirection}");
            Assert.Equal((code, right.Output), (run.ExitCode, run.Output));
        }
    }

    /// <summary>A thousand images would take minutes.</summary>
    [Theory]
    [InlineData("table")]
    [InlineData("json")]
    [InlineData("jsonl")]
    [InlineData("csv")]
    public async Task Scoring_stops_when_nobody_reads_on(string format)
    {
        var clock = Stopwatch.StartNew();
        using var process = Shell.Start(_folder, $"($IQA score {Many(1000)} -m niqe -f {format}; echo $? >$T/code) | head -n 2");
        try
        {
            await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(40), TestContext.Current.CancellationToken);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }

        Assert.Equal("", await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(40), $"{clock.Elapsed}");
        Assert.Equal("1\n", File.ReadAllText(Path.Combine(_folder, "code")));
    }

    /// <summary>A limit on the size of files stands for a disk that fills up while the file is written.</summary>
    [Theory]
    [InlineData("score samples/ samples/ samples/ samples/ samples/ -m entropy -f csv", "out.csv")]
    [InlineData("score samples/ samples/ samples/ samples/ samples/ -m entropy", "out.txt")]
    [InlineData("embed samples/", "out.jsonl")]
    [InlineData("export musiq-s", "out.onnx")]
    [InlineData("distort samples/chelsea.png -k jpeg -l 1", "out.png")]
    [InlineData("restore samples/chelsea.png -m nlm", "out.png")]
    [InlineData("convert tests/Fixtures/untrained.safetensors --architecture musiq --untrained", "out.safetensors")]
    public async Task A_file_that_cannot_grow_is_one_line(string command, string file)
    {
        var path = Path.Combine(_folder, file);
        var run = await Shell.RunAsync(_folder, $"trap '' XFSZ; ulimit -f 1; DOTNET_EnableWriteXorExecute=0 $IQA {command} -o {path}");
        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.StartsWith($"{path}: cannot be written: ", Assert.Single(run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.False(File.Exists(path));
    }

    [Fact]
    public async Task A_device_that_is_full_is_one_line()
    {
        var device = Path.Combine(_folder, "full");
        Assert.SkipUnless(Shell.MakeDevice(device, 7), "this user can make no device");
        var run = await Shell.RunAsync(_folder, "$IQA score samples/coffee.png -m entropy -o $T/full");
        Assert.Equal((1, $"{device}: cannot be written: the disk is full\n"), (run.ExitCode, run.Error));
    }

    [Theory]
    [InlineData("score {0} -m niqe -f csv -o $T/out/scores.csv", "scores.csv.partial", "$T/out/scores.csv: cannot be written: there is no such folder")]
    [InlineData("embed {0} -o $T/out/rows.jsonl", "rows.jsonl.partial", "$T/out/rows.jsonl: cannot be written: there is no such folder")]
    public async Task A_folder_that_is_removed_meanwhile_is_one_line(string command, string begun, string message)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder, "out")).FullName;
        using var process = Shell.Start(_folder, $"exec $IQA {string.Format(null, command, Many(30))}");
        await WaitFor(() => File.Exists(Path.Combine(folder, begun)));
        Directory.Delete(folder, recursive: true);
        var error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal((1, message.Replace("$T", _folder, StringComparison.Ordinal) + "\n"), (process.ExitCode, error));
    }

    /// <summary>Rows are in the file as soon as they are computed: a process that is killed loses none of them.</summary>
    [Theory]
    [InlineData("score {0} -m niqe -f csv", "image,")]
    [InlineData("score {0} -m niqe -f jsonl", "{\"image\"")]
    [InlineData("score {0} -m niqe -f json", "  {\"image\"")]
    [InlineData("score {0} -m niqe", "image ")]
    [InlineData("embed {0}", "{\"image\"")]
    public async Task A_process_that_is_killed_loses_no_row(string command, string first)
    {
        var partial = Path.Combine(_folder, "rows.partial");
        using var process = Shell.Start(_folder, $"exec $IQA {string.Format(null, command, Many(60))} -o $T/rows");
        await WaitFor(() => process.HasExited || (File.Exists(partial) && File.ReadAllText(partial).Split('\n').Length > 4));
        Assert.False(process.HasExited, "all rows appeared at once");
        process.Kill();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        var text = File.ReadAllText(partial);
        Assert.Contains(text.Split('\n'), line => line.StartsWith(first, StringComparison.Ordinal));
        Assert.InRange(text.Split('\n').Length, 4, 40);
    }

    private static string Many(int count) => string.Join(' ', Enumerable.Repeat("samples/chelsea.png", count));

    private static string LastLine(string text) => text.TrimEnd().Split('\n')[^1];

    private static async Task WaitFor(Func<bool> condition)
    {
        for (var clock = Stopwatch.StartNew(); !condition();)
        {
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(60), "it took too long");
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }
}
