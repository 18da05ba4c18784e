using Xunit;

namespace IqaSharp.Cli.Tests;

/// <summary>The script <c>iqa</c> of the repository, in a copy of it with a <c>dotnet</c> that says what it is asked to do.</summary>
public sealed class LauncherTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("iqa-tests").FullName;
    private readonly string _copy;

    public LauncherTests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs a shell");
        _copy = Directory.CreateDirectory(Path.Combine(_folder, "a copy")).FullName;
        Directory.CreateDirectory(Path.Combine(_copy, "src"));
        foreach (var folder in new[] { "models", "web", "examples/javascript" })
        {
            Directory.CreateDirectory(Path.Combine(_copy, folder));
        }

        File.WriteAllText(Path.Combine(_copy, "Directory.Build.props"), "");
        File.Copy(Path.Combine(Iqa.Root, "iqa"), Path.Combine(_copy, "iqa"));
        var dotnet = Path.Combine(Directory.CreateDirectory(Path.Combine(_folder, "bin")).FullName, "dotnet");
        File.WriteAllText(dotnet, """
            #!/bin/sh
            if [ "$1" = publish ]; then
                mkdir -p "$6"
                printf 'built %s\n' "${2##*/}" >>"$T/log"
            else
                printf '%s|' "$@" "$IQA_TRAIN$IQA_SERVE" >>"$T/log"
            fi
            """);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(dotnet, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("examples recipe.yaml -o out", true)]
    [InlineData("train recipe.yaml", true)]
    [InlineData("ablate grid.yaml", true)]
    [InlineData("fit restorer --images a", true)]
    [InlineData("distort a.png -k jpeg2000 -l 1 -o b.png", true)]
    [InlineData("distort a.png --kind=jpeg2000 -l 1 -o b.png", true)]
    [InlineData("distort a.png -kjpeg2000 -l 1 -o b.png", true)]
    [InlineData("train --help", false)]
    [InlineData("fit restorer -h", false)]
    [InlineData("score train", false)]
    [InlineData("score my examples", false)]
    [InlineData("fit niqe", false)]
    public async Task The_training_program_is_built_for_the_commands_that_need_it(string arguments, bool trains)
    {
        var log = await Run("\"$T/a copy/iqa\" " + arguments);
        Assert.Contains("built IqaSharp.Cli", log);
        Assert.Equal(trains, log.Contains("built IqaSharp.Training"));
        Assert.Equal($"{_copy}/artifacts/iqa/iqa.dll|{arguments.Replace(' ', '|')}|{(trains ? $"{_copy}/artifacts/iqa-train/iqa-train.dll" : "")}|", log[^1]);
    }

    [Theory]
    [InlineData("serve --urls http://localhost:1")]
    [InlineData("page -o out")]
    public async Task The_server_is_built_for_the_commands_that_need_it(string arguments)
    {
        var log = await Run("\"$T/a copy/iqa\" " + arguments);
        Assert.Contains("built IqaSharp.Server", log);
        Assert.Equal($"{_copy}/artifacts/iqa/iqa.dll|{arguments.Replace(' ', '|')}|{_copy}/artifacts/iqa-serve/iqa-serve.dll|", log[^1]);
    }

    [Theory]
    [InlineData("ln -s \"$T/a copy/iqa\" \"$T/linked\"; \"$T/linked\" models")]
    [InlineData("ln -s \"a copy/iqa\" \"$T/linked\"; \"$T/linked\" models")]
    [InlineData("mkdir \"$T/x\"; ln -s \"../a copy/iqa\" \"$T/x/one\"; ln -s x/one \"$T/two\"; cd \"$T\"; ./two models")]
    [InlineData("ln -s \"$T/a copy/iqa\" \"$T/bin/linked\"; linked models")]
    [InlineData("ln -s \"$T/a copy\" \"$T/folder\"; \"$T/folder/iqa\" models")]
    public async Task A_link_to_it_runs_it(string script) =>
        Assert.EndsWith("/artifacts/iqa/iqa.dll|models||", (await Run(script))[^1], StringComparison.Ordinal);

    private async Task<string[]> Run(string script)
    {
        var run = await Shell.RunAsync(_folder, $"PATH=\"$T/bin:$PATH\"; export PATH T; unset IQA_TRAIN IQA_SERVE; {script}");
        Assert.Equal(0, run.ExitCode);
        return File.ReadAllLines(Path.Combine(_folder, "log"));
    }
}
