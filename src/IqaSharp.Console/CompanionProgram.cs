using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using IqaSharp.Core;

namespace IqaSharp.CommandLine;

/// <summary>A program of its own that <c>iqa</c> hands some commands over to, because scoring should not carry what it needs.</summary>
/// <param name="Name">The program's name.</param>
/// <param name="Variable">The environment variable that names its file.</param>
/// <param name="Defaults">Environment variables that it gets unless they are set.</param>
internal sealed partial record CompanionProgram(string Name, string Variable, params IReadOnlyList<(string Name, string Value)> Defaults)
{
    /// <summary>libtorch and Magick.NET are too large for a scoring install.</summary>
    /// <remarks>glibc would give each large tensor back to the system when it is freed, and the system clear every page of the next one: up to a third of the time of a step.</remarks>
    public static readonly CompanionProgram Training = new("iqa-train", "IQA_TRAIN", ("MALLOC_MMAP_MAX_", "0"), ("MALLOC_TRIM_THRESHOLD_", "17179869184"));

    /// <summary>It needs ASP.NET Core.</summary>
    public static readonly CompanionProgram Server = new("iqa-serve", "IQA_SERVE");

    private const int Terminate = 15; // SIGTERM

    /// <param name="arguments">Its arguments; the first is the command that errors name.</param>
    /// <returns>Its exit code; where it cannot be started, a line says why and the exit code is this program's own.</returns>
    public int Run(string[] arguments)
    {
        if (Find() is not { } program)
        {
            Terminal.Error($"{arguments[0]}: needs {Name}, which is not installed: neither {Variable} nor PATH leads to it, nor is it beside this command");
            return ExitCode.WrongUsage;
        }

        var start = program.EndsWith(".dll", StringComparison.OrdinalIgnoreCase)
            ? new ProcessStartInfo("dotnet", [program, .. arguments])
            : new ProcessStartInfo(program, arguments);
        foreach (var (variable, value) in Defaults)
        {
            start.Environment.TryAdd(variable, value);
        }

        try
        {
            using var process = Process.Start(start)!;

            // The terminal sends Ctrl-C to both; whoever stops this process alone means the other. It ends in its own time, and this one after it.
            using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => signal.Cancel = true);
            using var terminate = OperatingSystem.IsWindows() ? null : PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
            {
                signal.Cancel = true;
                _ = Kill(process.Id, Terminate);
            });
            process.WaitForExit();
            return process.ExitCode;
        }
        catch (Win32Exception e)
        {
            Terminal.Error(new BadInputException(program, $"cannot be run: {e.Message}").Message);
            return ExitCode.Failed;
        }
    }

    private string? Find()
    {
        string[] names = OperatingSystem.IsWindows() ? [$"{Name}.exe", $"{Name}.dll"] : [Name, $"{Name}.dll"];
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        var named = Environment.GetEnvironmentVariable(Variable);
        return string.IsNullOrEmpty(named)
            ? folders.Prepend(AppContext.BaseDirectory).SelectMany(folder => names.Select(name => Path.Combine(folder, name))).FirstOrDefault(File.Exists)
            : File.Exists(named) ? Path.GetFullPath(named) : null;
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
