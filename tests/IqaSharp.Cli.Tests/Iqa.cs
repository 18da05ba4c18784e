using System.Diagnostics;

namespace IqaSharp.Cli.Tests;

/// <summary>Runs the command as a user does: in a process of its own, from the repository's root.</summary>
internal sealed record Iqa(int ExitCode, string Output, string Error)
{
    public static string Root { get; } = FindRoot();

    /// <summary>An untrained placeholder.</summary>
    public static string Placeholder { get; } = Path.Combine(Root, "tests", "Fixtures", "untrained.safetensors");

    public static Task<Iqa> RunAsync(params string[] arguments) => RunWithTrainerAsync(null, arguments);

    /// <param name="trainer">The program that stands for <c>iqa-train</c>; null for what the environment has.</param>
    /// <param name="arguments">The arguments.</param>
    public static async Task<Iqa> RunWithTrainerAsync(string? trainer, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "iqa.dll"), .. arguments])
        {
            WorkingDirectory = Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["IQA_HOME"] = Path.Combine(Path.GetTempPath(), "iqa-tests-home"), ["NO_COLOR"] = "1" },
        };
        if (trainer is not null)
        {
            start.Environment["IQA_TRAIN"] = trainer;
        }

        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return new Iqa(process.ExitCode, await output, await error);
    }

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "IqaSharp.slnx")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("the tests do not run below a checkout");
        }

        return folder;
    }
}
