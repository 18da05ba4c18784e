using System.Diagnostics;

namespace IqaSharp.Cli.Tests;

/// <summary>Runs scripts in which <c>$IQA</c> is the command, for what only a shell can do: pipes, redirections, limits.</summary>
/// <param name="ExitCode">The script's exit code.</param>
/// <param name="Output">Its standard output.</param>
/// <param name="Error">Its standard error.</param>
internal sealed record Shell(int ExitCode, string Output, string Error)
{
    /// <summary>Runs a script from the repository's root.</summary>
    /// <param name="folder">The value of <c>$T</c>.</param>
    /// <param name="script">What <c>sh</c> runs.</param>
    public static async Task<Shell> RunAsync(string folder, string script)
    {
        using var process = Start(folder, script);
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return new Shell(process.ExitCode, await output, await error);
    }

    /// <summary>Starts a script; what it writes is to be read by the caller.</summary>
    public static Process Start(string folder, string script) => Process.Start(new ProcessStartInfo("sh", ["-c", script])
    {
        WorkingDirectory = Iqa.Root,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        Environment =
        {
            ["IQA"] = $"dotnet {Path.Combine(AppContext.BaseDirectory, "iqa.dll")}",
            ["T"] = folder,
            ["IQA_HOME"] = Path.Combine(Path.GetTempPath(), "iqa-tests-home"),
            ["NO_COLOR"] = "1",
        },
    })!;

    /// <summary>Makes a node like <c>/dev/null</c> or <c>/dev/full</c>, which a test may destroy.</summary>
    /// <param name="path">Where.</param>
    /// <param name="minor">3 for null, 7 for full.</param>
    /// <returns>Whether this user may make one, on this file system.</returns>
    public static bool MakeDevice(string path, int minor)
    {
        using var process = Process.Start(new ProcessStartInfo("sh", ["-c", "mknod \"$0\" c 1 \"$1\" && printf x 2>/dev/null >>\"$0\" || [ \"$1\" = 7 ]", path, $"{minor}"]) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode == 0 && OperatingSystem.IsLinux() && File.Exists(path);
    }
}
