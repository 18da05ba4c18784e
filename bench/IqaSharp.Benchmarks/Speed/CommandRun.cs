using System.Diagnostics;

namespace IqaSharp.Benchmarks.Speed;

/// <summary>Runs the command of a checkout as a user does, in a process of its own.</summary>
internal static class CommandRun
{
    /// <returns>The largest memory that the process had, in bytes.</returns>
    public static long Run(string checkout, params string[] arguments)
    {
        var program = Directory.GetFiles(Path.Combine(checkout, "src", "IqaSharp.Cli", "bin", "Release", "net10.0"), "iqa.dll", SearchOption.AllDirectories).FirstOrDefault()
            ?? throw new FileNotFoundException($"{checkout} has no build of the command: dotnet build -c Release src/IqaSharp.Cli");
        using var process = Process.Start(new ProcessStartInfo("dotnet", [program, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = checkout })!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        var peak = 0L;
        while (!process.WaitForExit(10))
        {
            process.Refresh();
            peak = Math.Max(peak, process.HasExited ? 0 : process.PeakWorkingSet64);
        }

        _ = output.Result;
        return process.ExitCode == 0 ? peak : throw new InvalidOperationException(error.Result);
    }
}
