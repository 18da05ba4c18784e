using System.Diagnostics;

namespace IqaSharp.Training.Tests.Commands;

/// <summary>Runs <c>iqa-train</c> as <c>iqa</c> does: in a process of its own.</summary>
internal sealed record IqaTrain(int ExitCode, string Output, string Error)
{
    /// <param name="folder">The working folder.</param>
    /// <param name="arguments">The command line.</param>
    public static async Task<IqaTrain> RunAsync(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "iqa-train.dll"), .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["IQA_DATA"] = folder, ["NO_COLOR"] = "1", ["OMP_NUM_THREADS"] = "1" },
        };
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return new IqaTrain(process.ExitCode, await output, await error);
    }
}
