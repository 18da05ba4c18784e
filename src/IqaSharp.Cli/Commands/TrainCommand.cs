using System.CommandLine;

namespace IqaSharp.Cli.Commands;

/// <summary><c>iqa train</c>, which <c>iqa-train</c> does.</summary>
internal static class TrainCommand
{
    public const string Name = "train";

    /// <summary>Stands in the list of commands. What is behind it, its help too, is not parsed here: see <see cref="IsMeant"/>.</summary>
    public static Command Create() => new(Name, "Train a network by a recipe");

    /// <summary>Whether a command line is for <c>iqa-train</c>.</summary>
    public static bool IsMeant(string[] arguments) => arguments is [Name, ..];
}
