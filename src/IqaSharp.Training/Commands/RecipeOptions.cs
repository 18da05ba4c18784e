using System.CommandLine;

namespace IqaSharp.Training.Commands;

/// <summary>Options of all commands that read recipes.</summary>
internal static class RecipeOptions
{
    public static Option<string[]> Set() => new("--set") { Description = "A value in place of the file's", HelpName = "key=value", AllowMultipleArgumentsPerToken = true };

    public static Option<string> Cache() => new("--cache") { Description = "The folder of what is computed once; default: runs/cache", HelpName = "folder", DefaultValueFactory = _ => Path.Combine("runs", "cache") };

    public static Option<int?> Threads() => new("--threads") { Description = "Threads to compute with; 1 where others use the machine too, for threads wait for the slowest; default: all cores", HelpName = "n" };
}
