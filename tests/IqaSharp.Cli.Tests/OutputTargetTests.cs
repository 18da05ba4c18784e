using Xunit;

namespace IqaSharp.Cli.Tests;

/// <summary><c>-o</c> onto what is no regular file. Devices are nodes of the test's own: one that is replaced would be the machine's otherwise.</summary>
public sealed class OutputTargetTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("iqa-tests").FullName;

    public OutputTargetTests() => Assert.SkipWhen(OperatingSystem.IsWindows(), "needs a shell");

    /// <summary>A command line of every command that writes one file, without the file, and its extension.</summary>
    public static TheoryData<string, string> Commands() => new()
    {
        { "score samples/coffee.png -m entropy -f csv", ".csv" },
        { "embed samples/chelsea.png", ".jsonl" },
        { "export musiq-s", ".onnx" },
        { "distort samples/chelsea.png -k jpeg -l 1", ".png" },
        { "restore samples/chelsea.png -m nlm", ".png" },
        { "convert tests/Fixtures/untrained.safetensors --architecture musiq --untrained", ".safetensors" },
        { "fit niqe --images samples/ samples/ samples/ samples/", ".json" },
    };

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory, MemberData(nameof(Commands))]
    public async Task A_device_stays_one(string command, string extension)
    {
        var device = Path.Combine(_folder, "null" + extension);
        Assert.SkipUnless(Shell.MakeDevice(device, 3), "this user can make no device");
        var run = await Shell.RunAsync(_folder, $"$IQA {command} -o {device}; test -c {device}");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Single(Directory.GetFileSystemEntries(_folder));
    }

    [Theory, MemberData(nameof(Commands))]
    public async Task A_link_stays_one_and_its_target_is_replaced(string command, string extension)
    {
        var (target, link) = (Path.Combine(_folder, "real", "target" + extension), Path.Combine(_folder, "link" + extension));
        Directory.CreateDirectory(Path.Combine(_folder, "real"));
        await File.WriteAllTextAsync(target, "old", TestContext.Current.CancellationToken);
        File.CreateSymbolicLink(link, Path.Combine("real", "target" + extension));
        var run = await Shell.RunAsync(_folder, $"$IQA {command} -o {link}");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.NotNull(new FileInfo(link).LinkTarget);
        Assert.Null(new FileInfo(target).LinkTarget);
        Assert.True(new FileInfo(target).Length > 3);
        Assert.Equal([target], Directory.GetFileSystemEntries(Path.Combine(_folder, "real")));
        Assert.Equal(2, Directory.GetFileSystemEntries(_folder).Length);
    }

    [Theory, MemberData(nameof(Commands))]
    public async Task A_fifo_is_written_through(string command, string extension)
    {
        var (fifo, plain) = (Path.Combine(_folder, "fifo" + extension), Path.Combine(_folder, "plain" + extension));
        using var process = Shell.Start(_folder, $"mkfifo {fifo}; cat <{fifo} >$T/read & $IQA {command} -o {fifo}; code=$?; test -p {fifo} && wait && exit $code");
        try
        {
            await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }

        Assert.Equal((0, ""), (process.ExitCode, await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken)));
        await Shell.RunAsync(_folder, $"$IQA {command} -o {plain}");
        var (expected, read) = (new FileInfo(plain).Length, new FileInfo(Path.Combine(_folder, "read")).Length);
        Assert.InRange(read, expected - 20, expected + 20); // some hold their own name
    }

    [Fact]
    public async Task A_link_to_nothing_makes_its_target()
    {
        File.CreateSymbolicLink(Path.Combine(_folder, "link.csv"), "target.csv");
        var run = await Shell.RunAsync(_folder, "$IQA score samples/coffee.png -m entropy -f csv -o $T/link.csv");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.NotNull(new FileInfo(Path.Combine(_folder, "link.csv")).LinkTarget);
        Assert.Equal(2, File.ReadAllLines(Path.Combine(_folder, "target.csv")).Length);
    }

    [Fact]
    public async Task Links_in_a_circle_are_one_line()
    {
        File.CreateSymbolicLink(Path.Combine(_folder, "a.csv"), "b.csv");
        File.CreateSymbolicLink(Path.Combine(_folder, "b.csv"), "a.csv");
        var run = await Shell.RunAsync(_folder, "$IQA score samples/coffee.png -m entropy -f csv -o $T/a.csv");
        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith($"{_folder}/a.csv: cannot be written: ", Assert.Single(run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(">$T/all", "first\nimage,metric,score,distribution,error,note,low,high,familiarity,unfamiliar\nsamples/coffee.png,entropy,")]
    [InlineData("| cat >$T/all", "first\nimage,metric,score,distribution,error,note,low,high,familiarity,unfamiliar\nsamples/coffee.png,entropy,")]
    public async Task The_standard_output_by_name_is_the_standard_output(string redirection, string begin)
    {
        Assert.SkipUnless(File.Exists("/dev/stdout"), "there is no /dev/stdout");
        var run = await Shell.RunAsync(_folder, $"(echo first; $IQA score samples/coffee.png -m entropy -f csv -o /dev/stdout; echo last) {redirection}");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        var text = File.ReadAllText(Path.Combine(_folder, "all"));
        Assert.StartsWith(begin, text, StringComparison.Ordinal);
        Assert.EndsWith("\nlast\n", text, StringComparison.Ordinal);
    }
}
