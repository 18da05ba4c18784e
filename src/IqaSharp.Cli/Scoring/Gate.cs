using System.Globalization;
using IqaSharp.Core;
using IqaSharp.Metrics;
using IqaSharp.Metrics.Classical;
using IqaSharp.Models;

namespace IqaSharp.Cli.Scoring;

/// <summary>What images must reach: a least score, or a largest one for metrics of which less is better.</summary>
internal sealed class Gate
{
    private readonly List<(int Metric, ModelCard Card, double Limit, bool Below)> _limits = [];

    /// <summary>Whether nothing is asked for.</summary>
    public bool IsOpen => _limits.Count == 0;

    /// <param name="below">The values of <c>--fail-below</c>: a number for the only metric, or <c>name=number</c>, several of them separated by commas.</param>
    /// <param name="above">Those of <c>--fail-above</c>.</param>
    /// <param name="names">The metrics' names as the command line has them.</param>
    /// <param name="cards">Their cards.</param>
    /// <exception cref="BadInputException">A value is none of these, names another metric, or the metric's direction is the other one.</exception>
    public static Gate Of(string[] below, string[] above, IReadOnlyList<string> names, IReadOnlyList<ModelCard> cards)
    {
        var gate = new Gate();
        gate.Add(below, true, names, cards);
        gate.Add(above, false, names, cards);
        return gate;
    }

    /// <summary>Why an image fails; null for one that passes, or that has no score.</summary>
    public string? WhyNot(IReadOnlyList<ScoredImage> scores)
    {
        var reasons = _limits.Where(limit => scores[limit.Metric].Score is { } score && (limit.Below ? score.Value < limit.Limit : score.Value > limit.Limit))
            .Select(limit => string.Create(CultureInfo.InvariantCulture, $"{limit.Card.Name} {Printable.Of(scores[limit.Metric].Score!.Value, "0.####")} is {(limit.Below ? "below" : "above")} {limit.Limit}")).ToList();
        return reasons.Count > 0 ? string.Join(", ", reasons) : null;
    }

    private void Add(string[] values, bool below, IReadOnlyList<string> names, IReadOnlyList<ModelCard> cards)
    {
        var option = below ? "--fail-below" : "--fail-above";
        foreach (var value in values.SelectMany(list => list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)))
        {
            var split = value.LastIndexOf('=');
            var limit = double.TryParse(value[(split + 1)..], NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number
                : throw new BadInputException(option, $"takes a number, or metric=number, not '{value}'");
            var metric = split < 0 ? Only(option, value, cards) : Index(option, value[..split], names, cards);
            if (cards[metric].HigherIsBetter != below && ClassicalMetrics.Find(cards[metric].Name) is not { RatesQuality: false })
            {
                throw new BadInputException(option, $"{cards[metric].Name} is better the {(below ? "lower" : "higher")}: {(below ? "--fail-above" : "--fail-below")} {value}");
            }

            _limits.Add((metric, cards[metric], limit, below));
        }
    }

    private static int Only(string option, string value, IReadOnlyList<ModelCard> cards) =>
        cards.Count == 1 ? 0 : throw new BadInputException(option, $"does not say which metric {value} is for: {option} {cards[0].Name}={value}");

    private static int Index(string option, string name, IReadOnlyList<string> names, IReadOnlyList<ModelCard> cards)
    {
        var index = Enumerable.Range(0, cards.Count).Where(i => name.Equals(names[i], StringComparison.OrdinalIgnoreCase) || name.Equals(cards[i].Name, StringComparison.OrdinalIgnoreCase)).DefaultIfEmpty(-1).First();
        return index >= 0 ? index : throw new BadInputException(option, $"'{name}' is not among the metrics: {string.Join(", ", cards.Select(card => card.Name))}");
    }
}
