using System.CommandLine;
using IqaSharp.CommandLine;

namespace IqaSharp.Cli.Commands;

/// <summary>The commands that run in <c>iqa-train</c>: <c>iqa train</c>, <c>iqa ablate</c>, <c>iqa examples</c>, <c>iqa fit restorer</c> and <c>iqa fit kind-opinions</c>.</summary>
internal static class TrainingCommands
{
    private const string Train = "train";
    private const string Ablate = "ablate";
    private const string Examples = "examples";
    private const string Restorer = "restorer";
    private const string KindOpinions = "kind-opinions";

    /// <summary>Entries for the list of commands. Their arguments, <c>--help</c> too, are parsed by <c>iqa-train</c>.</summary>
    public static IEnumerable<Command> Create() =>
    [
        new(Train, "Train a network from a recipe"),
        new(Ablate, "Train variants of a recipe on the same data and seeds, and compare them in one table"),
        new(Examples, "Write the distorted and restored photographs that a recipe trains on"),
    ];

    /// <summary>The entries for the list below <c>iqa fit</c>.</summary>
    public static IEnumerable<Command> Fits() =>
    [
        new(Restorer, "Train the network of 'iqa restore --method learned-…'"),
        new(KindOpinions, "Calibrate pseudo-labels with people's opinions of kinds of distortion"),
    ];

    /// <summary>Whether a command line is one of them.</summary>
    public static bool Include(string[] arguments) => arguments is [Train or Ablate or Examples, ..] or [FitOptions.Name, Restorer or KindOpinions, ..];
}
