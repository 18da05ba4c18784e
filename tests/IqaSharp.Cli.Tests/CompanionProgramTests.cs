using Xunit;

namespace IqaSharp.Cli.Tests;

/// <summary>What runs in <c>iqa-train</c>: a script stands for it here.</summary>
public sealed class CompanionProgramTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("iqa-tests").FullName;

    public static TheoryData<string[], string> Commands() => new()
    {
        { ["train", "recipe.yaml", "--set", "seed=2"], "train|recipe.yaml|--set|seed=2|" },
        { ["ablate", "grid.yaml", "--run", "a folder"], "ablate|grid.yaml|--run|a folder|" },
        { ["examples", "recipe.yaml", "--held-out", "-o", "out"], "examples|recipe.yaml|--held-out|-o|out|" },
        { ["fit", "restorer", "--images", "photographs", "-o", "restorer.onnx"], "fit|restorer|--images|photographs|-o|restorer.onnx|" },
        { ["distort", "a photo.png", "-k", "jpeg2000", "-l", "2", "--seed", "9", "-o", "out.png"], "distort|a photo.png|--kind|jpeg2000|--level|2|--seed|9|--output|out.png|" },
    };

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory, MemberData(nameof(Commands))]
    public async Task It_gets_the_arguments_and_its_exit_code_is_returned(string[] arguments, string passed)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs a shell");
        var trainer = Path.Combine(_folder, "iqa-train");
        await File.WriteAllTextAsync(trainer, "#!/bin/sh\nprintf '%s|' \"$@\"\nexit 7\n", TestContext.Current.CancellationToken);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(trainer, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        var run = await Iqa.RunWithTrainerAsync(trainer, arguments);
        Assert.Equal((7, passed, ""), (run.ExitCode, run.Output, run.Error));
    }

    [Fact]
    public async Task Training_keeps_its_memory_unless_told_otherwise()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs a shell");
        var run = await Shell.RunAsync(_folder, """printf '#!/bin/sh\necho "$MALLOC_MMAP_MAX_ $MALLOC_TRIM_THRESHOLD_"\n' >"$T/iqa-train"; chmod +x "$T/iqa-train"; export IQA_TRAIN="$T/iqa-train"; $IQA train a.yaml; MALLOC_MMAP_MAX_=9 $IQA train a.yaml""");
        Assert.Equal("0 17179869184\n9 17179869184\n", run.Output);
    }

    [Theory]
    [InlineData("serve", "--urls", "http://127.0.0.1:0")]
    [InlineData("page", "-o", "out")]
    public async Task The_server_s_commands_are_handed_over_too(params string[] arguments)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs a shell");
        var run = await Shell.RunAsync(_folder, $"""printf '#!/bin/sh\nprintf "%%s|" "$@"\nexit 7\n' >"$T/iqa-serve"; chmod +x "$T/iqa-serve"; IQA_SERVE="$T/iqa-serve" $IQA {string.Join(' ', arguments)}""");
        Assert.Equal((7, string.Join('|', arguments) + "|"), (run.ExitCode, run.Output));
        run = await Shell.RunAsync(_folder, $"IQA_SERVE=\"$T/absent\" $IQA {string.Join(' ', arguments)}");
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.StartsWith($"{arguments[0]}: needs iqa-serve, which is not installed", run.Error, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Commands))]
    public async Task Where_it_is_absent_one_line_says_so(string[] arguments, string _)
    {
        var run = await Iqa.RunWithTrainerAsync(Path.Combine(_folder, "absent"), arguments);
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        var line = Assert.Single(run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith($"{arguments[0]}: needs iqa-train, which is not installed", line, StringComparison.Ordinal);
    }

    /// <summary>A supervisor stops the process that it started: the other one is told, ends in its own time, and its exit code is returned.</summary>
    [Fact]
    public async Task It_is_told_to_end_when_the_command_is()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs signals of Unix");
        var script = """
            printf '#!/bin/sh\ntrap "echo told; exit 5" TERM\necho begun\nwhile :; do sleep 0.05; done\n' >"$T/iqa-serve"
            chmod +x "$T/iqa-serve"
            IQA_SERVE="$T/iqa-serve" $IQA serve >"$T/out" &
            until grep -q begun "$T/out"; do sleep 0.05; done
            kill -TERM $!
            wait $!
            echo "$?"
            """;
        var run = await Shell.RunAsync(_folder, script);
        Assert.Equal("5", run.Output.Trim());
        Assert.Equal("begun\ntold\n", await File.ReadAllTextAsync(Path.Combine(_folder, "out"), TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("--skip-bad", "train", "--help")]
    [InlineData("--run", "ablate", "-h")]
    [InlineData("--held-out", "examples", "--help")]
    [InlineData("--steps", "fit", "restorer", "--help")]
    [InlineData("--opinions", "fit", "kind-opinions", "--help")]
    [InlineData("--api-key-file", "serve", "--help")]
    [InlineData("--runtime", "page", "-h")]
    public async Task Help_does_not_need_it(string expected, params string[] arguments)
    {
        var run = await Iqa.RunWithTrainerAsync(Path.Combine(_folder, "absent"), arguments);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains(expected, run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_that_cannot_be_run_is_named()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs permissions of Unix");
        var trainer = Path.Combine(_folder, "iqa-train");
        await File.WriteAllTextAsync(trainer, "no program", TestContext.Current.CancellationToken);
        var run = await Iqa.RunWithTrainerAsync(trainer, "train", "recipe.yaml");
        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.StartsWith($"{trainer}: cannot be run", Assert.Single(run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }
}
