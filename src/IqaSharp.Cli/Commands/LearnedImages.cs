using System.CommandLine;
using IqaSharp.Evaluation;

namespace IqaSharp.Cli.Commands;

/// <summary>Options that name images that a model learned from.</summary>
internal sealed class LearnedImages(string description)
{
    public Option<string?> Data { get; } = new("--data", "-d") { Description = description, HelpName = "name" };

    public DataSetOptions Part { get; } = new();

    /// <summary>Files of the set, but for those that the recipe held out; none where no set was named.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="heldOut">The recipe's <c>validation</c>.</param>
    /// <param name="seed">Its seed.</param>
    /// <param name="most">At most this many, drawn by the seed.</param>
    public IReadOnlyList<string> Of(ParseResult parsed, double heldOut, int seed, int most) =>
        parsed.GetValue(Data) is { } name ? [.. CalibrationImages.Of(Part.Load(parsed, name), Math.Max(heldOut, double.Epsilon), seed, most, []).Learned.Select(item => item.Image)] : [];
}
