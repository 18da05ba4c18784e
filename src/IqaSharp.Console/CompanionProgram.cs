using System.ComponentModel;
using System.Diagnostics;
using IqaSharp.Core;

namespace IqaSharp.CommandLine;

/// <summary>Runs <c>iqa-train</c>, a program of its own because libtorch and Magick.NET are too large for a scoring install.</summary>
internal static class TrainingProcess
{
    private const string Program = "iqa-train";
    private const string PathVariable = "IQA_TRAIN";

    /// <param name="arguments">Its arguments; the first is the command that errors name.</param>
    /// <returns>Its exit code; where it cannot be started, a line says why and the exit code is this program's own.</returns>
    public static int Run(string[] arguments)
    {
        if (Find() is not { } program)
        {
            Terminal.Error($"{arguments[0]}: needs {Program}, which is not installed: neither {PathVariable} nor PATH leads to it, nor is it beside this command");
            return ExitCode.WrongUsage;
        }

        var start = program.EndsWith(".dll", StringComparison.OrdinalIgnoreCase)
            ? new ProcessStartInfo("dotnet", [program, .. arguments])
            : new ProcessStartInfo(program, arguments);
        try
        {
            using var process = Process.Start(start)!;
            process.WaitForExit();
            return process.ExitCode;
        }
        catch (Win32Exception e)
        {
            Terminal.Error(new BadInputException(program, $"cannot be run: {e.Message}").Message);
            return ExitCode.Failed;
        }
    }

    private static string? Find()
    {
        string[] names = OperatingSystem.IsWindows() ? [$"{Program}.exe", $"{Program}.dll"] : [Program, $"{Program}.dll"];
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        var named = Environment.GetEnvironmentVariable(PathVariable);
        return string.IsNullOrEmpty(named)
            ? folders.Prepend(AppContext.BaseDirectory).SelectMany(folder => names.Select(name => Path.Combine(folder, name))).FirstOrDefault(File.Exists)
            : File.Exists(named) ? Path.GetFullPath(named) : null;
    }
}
