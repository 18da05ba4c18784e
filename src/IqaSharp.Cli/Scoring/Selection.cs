using IqaSharp.Core;
using IqaSharp.Metrics;
using IqaSharp.Models;

namespace IqaSharp.Cli.Scoring;

/// <summary>In which order rows are written, and how many.</summary>
/// <param name="Metric">The metric that orders them; null for the names of the images.</param>
/// <param name="WorstFirst">Whether the worst comes first.</param>
/// <param name="Most">How many are written; null for all.</param>
internal sealed record Selection(int? Metric, bool WorstFirst, int? Most)
{
    public const string ByName = "name";
    public const string ByScore = "score";

    /// <param name="sort">The value of <c>--sort</c>: score, name, or one of the metrics; null if it was not given.</param>
    /// <param name="worst">That of <c>--worst</c>.</param>
    /// <param name="best">That of <c>--best</c>.</param>
    /// <param name="names">The metrics' names as the command line has them.</param>
    /// <param name="cards">Their cards.</param>
    /// <returns>Null where rows keep the order of the command line.</returns>
    /// <exception cref="BadInputException">There is no such metric, or names are to be the worst.</exception>
    public static Selection? Of(string? sort, int? worst, int? best, IReadOnlyList<string> names, IReadOnlyList<ModelCard> cards)
    {
        if (sort is null && worst is null && best is null)
        {
            return null;
        }

        sort ??= ByScore;
        var metric = sort == ByScore ? 0 : Enumerable.Range(0, cards.Count).Where(i => sort.Equals(names[i], StringComparison.OrdinalIgnoreCase) || sort.Equals(cards[i].Name, StringComparison.OrdinalIgnoreCase)).DefaultIfEmpty(-1).First();
        return metric >= 0 ? new(metric, worst is not null, worst ?? best)
            : sort == ByName && worst is null && best is null ? new(null, false, null)
            : throw new BadInputException("--sort", $"takes score, name or one of the metrics, not '{sort}'");
    }

    /// <summary>The rows in their order. Images without a score come last, or, where only some rows are wanted, not at all.</summary>
    public IEnumerable<IReadOnlyList<ScoredImage>> Of(IEnumerable<IReadOnlyList<ScoredImage>> rows, IReadOnlyList<ModelCard> cards)
    {
        if (Metric is not { } metric)
        {
            return rows.OrderBy(row => row[0].Path, StringComparer.Ordinal);
        }

        var sign = cards[metric].HigherIsBetter == WorstFirst ? 1 : -1;
        var scored = rows.Where(row => Most is null || row[metric].Score is not null).OrderBy(row => row[metric].Score is { } score ? sign * score.Value : double.PositiveInfinity);
        return Most is { } most ? scored.Take(most) : scored;
    }
}
