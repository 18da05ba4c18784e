using System.CommandLine;

namespace IqaSharp.Cli.Commands;

/// <summary><c>iqa train</c> and <c>iqa ablate</c>, which <c>iqa-train</c> does.</summary>
internal static class TrainCommand
{
    private const string Train = "train";
    private const string Ablate = "ablate";

    /// <summary>Stand in the list of commands. What is behind them, their help too, is not parsed here: see <see cref="IsMeant"/>.</summary>
    public static IEnumerable<Command> Create() => [new Command(Train, "Train a network by a recipe"), new Command(Ablate, "Train variants of a recipe with the same seeds and data, into one table")];

    /// <summary>Whether a command line is for <c>iqa-train</c>.</summary>
    public static bool IsMeant(string[] arguments) => arguments is [Train or Ablate, ..];
}
