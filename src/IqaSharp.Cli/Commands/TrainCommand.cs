using System.CommandLine;

namespace IqaSharp.Cli.Commands;

/// <summary><c>iqa train</c>, <c>iqa ablate</c> and <c>iqa examples</c>, which <c>iqa-train</c> does.</summary>
internal static class TrainCommand
{
    private const string Train = "train";
    private const string Ablate = "ablate";
    private const string Examples = "examples";

    /// <summary>Stand in the list of commands. What is behind them, their help too, is not parsed here: see <see cref="IsMeant"/>.</summary>
    public static IEnumerable<Command> Create() => [new Command(Train, "Train a network by a recipe"), new Command(Ablate, "Train variants of a recipe with the same seeds and data, into one table"), new Command(Examples, "Write the distorted and restored photographs that a recipe learns from")];

    /// <summary>Whether a command line is for <c>iqa-train</c>.</summary>
    public static bool IsMeant(string[] arguments) => arguments is [Train or Ablate or Examples, ..];
}
