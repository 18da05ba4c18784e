using System.Diagnostics;

namespace IqaSharp.Packages.Tests;

/// <summary>Runs programs as a user does, each in a process of its own.</summary>
internal static class ProgramRun
{
    /// <summary>Runs <c>dotnet</c>, or another program, to its end; a failure is an exception with all that it printed.</summary>
    /// <param name="folder">The folder that it runs in.</param>
    /// <param name="program">The program.</param>
    /// <param name="arguments">Its arguments.</param>
    public static async Task<string> RequireAsync(string folder, string program, params string[] arguments)
    {
        using var process = Start(folder, program, arguments);
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? await output
            : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: exit code {process.ExitCode}\n{await output}{await error}");
    }

    /// <summary>Starts a program that is stopped by whoever started it. A build leaves no servers behind.</summary>
    public static Process Start(string folder, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["IQA_HOME"] = Path.Combine(folder, "home"), ["NO_COLOR"] = "1", ["MSBUILDDISABLENODEREUSE"] = "1", ["UseSharedCompilation"] = "false" },
        };

        // What the test host's own build left behind is not for others.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("MSBuild", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        return Process.Start(start)!;
    }
}
