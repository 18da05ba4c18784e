using Xunit;

namespace IqaSharp.Cli.Tests;

/// <summary>Command lines with mistakes, help, version, completion.</summary>
public sealed class UsageTests
{
    [Theory]
    [InlineData("no option '--refrence'; near is --reference", "score", "a.png", "--refrence", "b.png")]
    [InlineData("no option '--refrence'; near is --reference", "score", "--refrence=b.png", "a.png")]
    [InlineData("no option '--max-sid'; near is --max-side", "score", "a.png", "-o", "--max-sid", "300")]
    [InlineData("no option '--metrics'; near is --metric", "compare", "a.png", "b.png", "--metrics", "ssim")]
    [InlineData("no option '--dat'; near is --data", "evaluate", "--dat", "x.csv")]
    [InlineData("no option '-x'", "embed", "a.png", "-x")]
    [InlineData("no command 'scor'; near is score", "scor", "a.png")]
    [InlineData("no command 'pul'; near is pull", "models", "pul", "musiq")]
    public async Task What_does_not_exist_is_said_with_what_is_near(string expected, params string[] arguments)
    {
        var run = await Iqa.RunAsync(arguments);
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Equal($"iqa: {expected}", run.Error.Split('\n')[0]);
    }

    [Fact]
    public async Task Behind_two_hyphens_everything_is_an_argument()
    {
        var run = await Iqa.RunAsync("score", "-m", "entropy", "-f", "csv", "--", "--refrence");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("--refrence,entropy,,,no such file", run.Output, StringComparison.Ordinal);
    }

    /// <summary>A terminal of 80 columns; examples are not broken, so that they can be copied.</summary>
    [Theory]
    [InlineData("score")]
    [InlineData("compare")]
    [InlineData("evaluate")]
    [InlineData("benchmark")]
    [InlineData("models")]
    [InlineData("convert")]
    [InlineData("calibrate")]
    [InlineData("quantize")]
    [InlineData("export")]
    [InlineData("embed")]
    [InlineData("classify")]
    [InlineData("adapt")]
    [InlineData("datasets")]
    [InlineData("fit", "niqe")]
    [InlineData("distort")]
    [InlineData("restore")]
    [InlineData("train")]
    [InlineData("ablate")]
    [InlineData("examples")]
    [InlineData("completion")]
    public async Task Help_fits_a_screen(params string[] command)
    {
        var run = await Iqa.RunAsync([.. command, "--help"]);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        var lines = run.Output.TrimEnd().Split('\n');
        Assert.True(lines.Length <= 42, $"{lines.Length} lines");
        Assert.All(lines, line => Assert.True(line.Length <= 80 || line.StartsWith("  iqa ", StringComparison.Ordinal), line));
    }

    [Fact]
    public async Task Rare_options_are_in_the_whole_help()
    {
        var brief = (await Iqa.RunAsync("score", "--help")).Output;
        Assert.DoesNotContain("--crops <n>", brief, StringComparison.Ordinal);
        Assert.Contains("'--help all' also shows", brief, StringComparison.Ordinal);
        Assert.Contains("--crops", brief, StringComparison.Ordinal);
        Assert.Contains("--crops <n>", (await Iqa.RunAsync("score", "--help", "all")).Output, StringComparison.Ordinal);
        Assert.Contains("--crops", (await Iqa.RunAsync("score", "a.png", "--crop", "5")).Error, StringComparison.Ordinal);
    }

    /// <summary>The checks of a value must not fail on a value that is none.</summary>
    [Theory]
    [InlineData("score a.png --threads many", "--threads takes a number, not 'many'")]
    [InlineData("score a.png --worst x", "--worst takes a number, not 'x'")]
    [InlineData("score a.png --crops 1e9", "--crops takes a number, not '1e9'")]
    [InlineData("score a.png --format gif", "--format takes table, json, jsonl, csv, md or parquet, not 'gif'")]
    [InlineData("score a.png --from", "--from")]
    [InlineData("quantize a --photographs b -o c --bound x", "--bound takes a number, not 'x'")]
    [InlineData("calibrate a --data b --range 0:1 -o c --held-out x", "--held-out takes a number, not 'x'")]
    [InlineData("score a.png -o b.pdf", "no format is named .pdf; there are .txt, .table, .json, .jsonl, .ndjson, .csv, .md, .parquet, or --format says which")]
    public async Task A_value_that_is_none_is_one_line(string command, string message)
    {
        var run = await Iqa.RunAsync(command.Split(' '));
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        Assert.Equal(2, run.Error.TrimEnd().Split('\n').Length);
    }

    /// <summary>A script's variable that is not set.</summary>
    [Theory]
    [InlineData("the value of --model is empty", "restore", "a.png", "--model", "", "-o", "b.png")]
    [InlineData("the value of --map is empty", "compare", "a.png", "--map", "")]
    [InlineData("a value of <path> is empty", "score", "a.png", "")]
    [InlineData("--values goes with --model", "restore", "a.png", "--method", "nlm", "--values", "0:1", "-o", "b.png")]
    [InlineData("--output takes a name that ends in .png", "restore", "a.png", "--method", "nlm", "-o", "b.jpg")]
    public async Task A_value_that_cannot_be_meant_is_one_line(string message, params string[] command)
    {
        var run = await Iqa.RunAsync(command);
        Assert.Equal((2, $"iqa: {message}\n'iqa {command[0]} --help' shows how it is used\n"), (run.ExitCode, run.Error));
    }

    [Fact]
    public async Task The_version_has_a_short_option() => Assert.Matches(@"^\d+\.\d+\.\d+", (await Iqa.RunAsync("-V")).Output);

    [Fact]
    public async Task The_completion_of_bash_completes()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || !File.Exists("/bin/bash"), "needs bash");
        var folder = Directory.CreateTempSubdirectory("iqa-tests").FullName;
        try
        {
            await File.WriteAllTextAsync(
                Path.Combine(folder, "test.bash"),
                """
                iqa() { $IQA "$@"; }
                source <(iqa completion bash)
                complete -p iqa
                ask() { COMP_LINE=$1; COMP_POINT=${#1}; read -ra COMP_WORDS <<<"$1"; [[ $1 != *' ' ]] || COMP_WORDS+=(""); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _iqa; echo "${COMPREPLY[*]}"; }
                ask "iqa sc"
                ask "iqa score --max"
                ask "iqa score a.png -m psn"
                ask "iqa score -m ssim,gms"
                ask "iqa score --precision f"
                ask "iqa score "
                """,
                TestContext.Current.CancellationToken);
            var run = await Shell.RunAsync(folder, "bash $T/test.bash");
            Assert.Equal((0, ""), (run.ExitCode, run.Error));
            Assert.Equal(["complete -o default -F _iqa iqa", "score", "--max-pixels --max-side", "psnr psnr-y psnr-y-studio", "ssim,gmsd", "fast", "", ""], run.Output.Split('\n'));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("zsh", "compdef _iqa iqa")]
    [InlineData("fish", "complete --command iqa")]
    [InlineData("pwsh", "Register-ArgumentCompleter")]
    public async Task Other_shells_have_a_script(string shell, string expected)
    {
        var run = await Iqa.RunAsync("completion", shell);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains(expected, run.Output, StringComparison.Ordinal);
    }
}
