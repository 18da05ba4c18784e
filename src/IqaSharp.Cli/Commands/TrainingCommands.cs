using System.CommandLine;
using IqaSharp.CommandLine;
using IqaSharp.CommandLine.Training;

namespace IqaSharp.Cli.Commands;

/// <summary>The commands that run in <c>iqa-train</c>: <c>iqa train</c>, <c>iqa ablate</c>, <c>iqa examples</c>, <c>iqa fit restorer</c> and <c>iqa fit kind-opinions</c>.
/// Their help and their completion are shown here, so that they need no training program.</summary>
internal static class TrainingCommands
{
    private const string Train = "train";
    private const string Ablate = "ablate";
    private const string Examples = "examples";
    private const string Restorer = "restorer";
    private const string KindOpinions = "kind-opinions";

    /// <summary>What asks for help.</summary>
    public static IReadOnlyList<string> Help { get; } = ["--help", "-h", "-?"];

    public static IEnumerable<Command> Create() => [new TrainUsage().Command(), new AblateUsage().Command(), new ExamplesUsage().Command()];

    /// <summary>The entries below <c>iqa fit</c>.</summary>
    public static IEnumerable<Command> Fits() => [new FitRestorerUsage().Command(), new FitKindOpinionsUsage().Command()];

    /// <summary>Whether a command line is to be run by <c>iqa-train</c>.</summary>
    public static bool Include(string[] arguments) =>
        (arguments is [Train or Ablate or Examples, ..] or [FitOptions.Name, Restorer or KindOpinions, ..]) && !arguments.Any(Help.Contains);
}
