using System.CommandLine;
using IqaSharp.Datasets;
using IqaSharp.Evaluation;

namespace IqaSharp.Cli.Commands;

/// <summary>Options that name images that a model learned from.</summary>
internal sealed class LearnedImages(string description)
{
    private readonly Option<string?> _data = new("--data", "-d") { Description = description, HelpName = "name" };

    private readonly Option<string?> _split = new("--split") { Description = "The split of the data set, such as train; default: all images", HelpName = "name" };

    /// <summary>The set, and its split.</summary>
    public IReadOnlyList<Option> Options => [_data, _split];

    /// <summary>Files of the set, but for those that the recipe held out; none where no set was named.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="heldOut">The recipe's <c>validation</c>.</param>
    /// <param name="seed">Its seed.</param>
    /// <param name="most">At most this many, drawn by the seed.</param>
    public IReadOnlyList<string> Of(ParseResult parsed, double heldOut, int seed, int most)
    {
        if (parsed.GetValue(_data) is not { } name)
        {
            return [];
        }

        var set = DataSets.Load(name);
        set = parsed.GetValue(_split) is { } split ? set.Of(split) : set;
        return [.. CalibrationImages.Of(set, Math.Max(heldOut, double.Epsilon), seed, most, []).Learned.Select(item => item.Image)];
    }
}
