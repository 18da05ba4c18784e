using System.Diagnostics;

namespace IqaSharp.Benchmarks.Speed;

/// <summary>Runs the command of a checkout as a user does, in a process of its own.</summary>
internal static class CommandRun
{
    /// <summary>The program that <c>./iqa</c> built in a checkout.</summary>
    public static string Program(string checkout)
    {
        var program = Path.GetFullPath(Path.Combine(checkout, "artifacts", "iqa", "iqa.dll"));
        return File.Exists(program) ? program : throw new FileNotFoundException($"{program} is missing: run ./iqa --version in that checkout");
    }

    /// <summary>Runs it to its end.</summary>
    public static void Run(string checkout, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [Program(checkout), .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = checkout })!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        process.WaitForExit();
        _ = output.Result;
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException(error.Result);
        }
    }
}
