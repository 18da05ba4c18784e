using System.CommandLine;

namespace IqaSharp.CommandLine.Training;

/// <summary>Options of all commands that read recipes.</summary>
internal static class RecipeOptions
{
    public static Option<string[]> Set() => new("--set") { Description = "Override a value of the file", HelpName = "key=value", AllowMultipleArgumentsPerToken = true };

    public static Option<string> Cache() => new("--cache") { Description = "The folder for everything that is computed once", HelpName = "folder", DefaultValueFactory = _ => Path.Combine("runs", "cache") };

    public static Option<int?> Threads() => new("--threads") { Description = "Number of threads; 1 is best on a machine that others use, since threads wait for the slowest; default: all cores", HelpName = "n" };

    public static Option<string> Device() =>
        new Option<string>("--device") { Description = "Where the network is trained: cpu, or cuda, for which docs/training.md says what to install", HelpName = "name", DefaultValueFactory = _ => "cpu" }.AcceptOnlyFromAmong("cpu", "cuda");
}
