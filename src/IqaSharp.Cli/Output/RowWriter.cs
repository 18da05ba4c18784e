using System.Globalization;
using IqaSharp.CommandLine;
using IqaSharp.Core;
using IqaSharp.Evaluation.ScoreFiles;
using IqaSharp.Metrics;
using IqaSharp.Models;

namespace IqaSharp.Cli.Output;

/// <summary>Writes the scores of each image as soon as it is scored.</summary>
/// <param name="writer">The destination.</param>
/// <param name="cards">The metrics' cards.</param>
internal abstract class RowWriter(TextWriter writer, IReadOnlyList<ModelCard> cards)
{
    protected const string Untrained = "untrained placeholder, its scores mean nothing";

    protected TextWriter Writer => writer;

    protected IReadOnlyList<ModelCard> Cards => cards;

    /// <param name="format">How rows are written.</param>
    /// <param name="target">Where to.</param>
    /// <param name="cards">The metrics' cards.</param>
    /// <param name="images">The names of all images that will follow.</param>
    /// <param name="details">Whether sub-scores are written, where a format has room for them.</param>
    /// <param name="files">Whether CSV has columns for <see cref="ScoredImage.File"/>. In JSON they are there if it is.</param>
    public static RowWriter For(OutputFormat format, OutputTarget target, IReadOnlyList<ModelCard> cards, IEnumerable<string> images, bool details, bool files = false) => format switch
    {
        OutputFormat.Json => new JsonRows(target.Writer, cards, isArray: true, details),
        OutputFormat.Jsonl => new JsonRows(target.Writer, cards, isArray: false, details),
        OutputFormat.Csv => cards.Count == 1 ? new CsvRows(target.Writer, cards[0], files) : new WideCsvRows(target.Writer, cards, files),
        OutputFormat.Md => new MarkdownRows(target.Writer, cards),
        _ => new TableRows(target.Writer, cards, images, target.Width),
    };

    /// <param name="scores">The rows of one image, one for each metric.</param>
    public abstract void Row(IReadOnlyList<ScoredImage> scores);

    public virtual void End()
    {
    }

    /// <summary>An image's rows as one of a table.</summary>
    public ScoreRow Table(IReadOnlyList<ScoredImage> scores) => new(scores[0].Path, [.. scores.Select(score => score.Score)])
    {
        Reference = scores.Select(score => score.Reference).FirstOrDefault(reference => reference is not null),
        Width = scores[0].Width,
        Height = scores[0].Height,
        Error = Shared(scores, (_, score) => score.Error) is { Length: > 0 } error ? error : null,
        Note = Shared(scores, Note) is { Length: > 0 } note ? note : null,
        State = scores[0].File?.State,
        Sha256 = scores[0].File?.Sha256,
        SameAs = scores[0].File?.SameAs,
    };

    /// <summary>The kind of reference: pristine or degraded; null for a metric that takes none.</summary>
    protected static string? ReferenceName(ModelCard card) => card.ReferenceKind == ReferenceKind.NoReference ? null : CardView.Text(card.ReferenceKind);

    /// <summary>The kind of reference that several metrics take; null if none takes one.</summary>
    protected string? ReferenceNames => cards.Select(ReferenceName).OfType<string>().Distinct().ToList() is { Count: > 0 } names ? names is [var one] ? one : "reference" : null;

    /// <summary>A warning that belongs to the score; null for none.</summary>
    protected static string? Note(ModelCard card, ScoredImage image) => Joined(card.Trained ? null : Untrained, IsFast(image) ? PrecisionOption.Fast : null, Resizing(image));

    /// <summary>Whether a score was computed in integers.</summary>
    protected static bool IsFast(ScoredImage image) => image.Score?.Precision == Precision.Fast;

    /// <summary>How the image was resized before it was scored; null if it was not.</summary>
    protected static string? Resizing(ScoredImage image) =>
        Joined(image.Score?.NativeSide is { } side ? $"native scale reduced to {side} pixels" : null, image.Score?.Fitted);

    /// <summary>A score for a person to read.</summary>
    protected static string Text(ModelCard card, ScoredImage image) => image.Score is { } score ? Printable.Of(score.Value, IsWide(card) ? "F2" : "F4") : "failed";

    /// <summary>The interval of a score, such as <c>± 13</c>; empty if it has none.</summary>
    protected static string Doubt(ModelCard card, ScoredImage image) =>
        image.Score is { Interval: { } interval } known ? $"± {interval.Around(known.Value).ToString(IsWide(card) ? "F0" : "F2", CultureInfo.InvariantCulture)}" : "";

    /// <summary>What a person should know of an image's scores, or why they failed.</summary>
    protected string Remarks(IReadOnlyList<ScoredImage> scores) => Joined(cards.Zip(scores, Reference).FirstOrDefault(text => text is not null), Shared(scores, Remark)) ?? "";

    /// <summary>What a person should know of one score, or why it failed.</summary>
    protected static string Remarks(ModelCard card, ScoredImage score) => Joined(Reference(card, score), Remark(card, score)) ?? "";

    /// <summary>What is to be said of an image by several metrics: once what all say, else behind the metric's name.</summary>
    protected string Shared(IReadOnlyList<ScoredImage> scores, Func<ModelCard, ScoredImage, string?> say)
    {
        var said = cards.Zip(scores, (card, score) => (card.Name, Text: say(card, score) ?? "")).Where(metric => metric.Text.Length > 0).ToList();
        return said.Count == cards.Count && said.DistinctBy(metric => metric.Text).Count() == 1 ? said[0].Text : string.Join("; ", said.Select(metric => $"{metric.Name}: {metric.Text}"));
    }

    private static string? Reference(ModelCard card, ScoredImage image) => image is { Score: not null, Reference: { } reference } ? $"{ReferenceName(card)} {reference}" : null;

    private static string? Remark(ModelCard card, ScoredImage image) => image.Error ?? Joined(
        image.Score?.Spread is { } spread ? string.Create(CultureInfo.InvariantCulture, $"± {spread:F4} over its crops") : null,
        image.Score?.IsUnfamiliar == true ? "unfamiliar" : null,
        Resizing(image));

    private static bool IsWide(ModelCard card) => card.Range is { High: > 20 };

    /// <summary>The parts that there are, in one line; null for none.</summary>
    internal static string? Joined(params IEnumerable<string?> parts)
    {
        var all = string.Join("; ", parts.Where(part => !string.IsNullOrEmpty(part)));
        return all.Length > 0 ? all : null;
    }
}
