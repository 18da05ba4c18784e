using System.CommandLine;
using System.CommandLine.Parsing;
using IqaSharp.CommandLine;
using IqaSharp.Core;
using IqaSharp.Models;

namespace IqaSharp.Cli.Scoring;

/// <summary>The options of <c>iqa score</c> that order rows, set limits and sort out files.</summary>
internal sealed class SelectionOptions
{
    public SelectionOptions()
    {
        Worst.AtLeast(1);
        Best.AtLeast(1);
    }

    public Option<string[]> FailBelow { get; } = new("--fail-below") { Description = "Exit code 3 if a score is below; or musiq=40,iqt=50", HelpName = "limit" };

    public Option<string[]> FailAbove { get; } = new("--fail-above") { Description = "The same for metrics of which less is better", HelpName = "limit" };

    public Option<int?> Worst { get; } = new("--worst") { Description = "Only the n worst images, the worst first", HelpName = "n" };

    public Option<int?> Best { get; } = new("--best") { Description = "Only the n best images, the best first", HelpName = "n" };

    public Option<string?> Sort { get; } = new("--sort") { Description = "Order of the rows: score (of the first metric) or one of the metrics, the best first; or name", HelpName = "score|name|…" };

    public Option<string?> CopyTo { get; } = new("--copy-to") { Description = "Copy what fails, or what --worst or --best picks", HelpName = "folder" };

    public Option<string?> MoveTo { get; } = new("--move-to") { Description = "Move it", HelpName = "folder" };

    /// <summary>All of them, the rare one last.</summary>
    public IReadOnlyList<Option> All => [Worst, Best, FailBelow, FailAbove, CopyTo, MoveTo, Sort];

    public void AddTo(Command command)
    {
        Sort.Rare();
        foreach (var option in All)
        {
            command.Add(option);
        }
    }

    public void Check(CommandResult result)
    {
        bool Given(Option option) => result.GetResult(option) is not null;
        void Exclude(Option one, Option other)
        {
            if (Given(one) && Given(other))
            {
                result.AddError($"{one.Name} and {other.Name} exclude each other");
            }
        }

        Exclude(Worst, Best);
        Exclude(CopyTo, MoveTo);
        if ((Given(CopyTo) || Given(MoveTo)) && !new Option[] { FailBelow, FailAbove, Worst, Best }.Any(Given))
        {
            result.AddError($"{(Given(CopyTo) ? CopyTo : MoveTo).Name} takes {FailBelow.Name}, {FailAbove.Name}, {Worst.Name} or {Best.Name}");
        }
    }

    /// <exception cref="BadInputException">A value does not fit the metrics.</exception>
    public Gate Gate(ParseResult parsed, IReadOnlyList<string> names, IReadOnlyList<ModelCard> cards) =>
        Scoring.Gate.Of(parsed.GetValue(FailBelow) ?? [], parsed.GetValue(FailAbove) ?? [], names, cards);

    /// <inheritdoc cref="Gate"/>
    public Selection? Selection(ParseResult parsed, IReadOnlyList<string> names, IReadOnlyList<ModelCard> cards) =>
        Scoring.Selection.Of(parsed.GetValue(Sort), parsed.GetValue(Worst), parsed.GetValue(Best), names, cards);

    /// <exception cref="BadInputException">The folder cannot be created.</exception>
    public Destination? Destination(ParseResult parsed) =>
        parsed.GetValue(CopyTo) is { } copies ? new Destination(copies, moves: false) : parsed.GetValue(MoveTo) is { } moved ? new Destination(moved, moves: true) : null;
}
