using IqaSharp.CommandLine;
using IqaSharp.Core;
using IqaSharp.Metrics;
using IqaSharp.Models;

namespace IqaSharp.Cli.Output;

/// <summary>Rows for a person, in columns that fit the terminal: a row for each image with a column for each metric, or, for one metric or where that is too narrow, a row for each image and metric.
/// All names are known before the first score, so the first column is as wide as the longest of them. Through a pipe cells are separated by tabs.</summary>
internal sealed class TableRows : RowWriter
{
    private const string Image = "image";
    private const string Metric = "metric";
    private const int ScoreWidth = 9;
    private const int DoubtWidth = 6;
    private const int NarrowestName = 24;
    private const int NarrowestNote = 16;

    private readonly int _name;
    private readonly int? _width;
    private int _doubt; // the room for intervals; known with the first row
    private bool _side; // whether metrics are side by side
    private TextLayout? _layout;
    private readonly HashSet<ModelCard> _fast = [];
    private bool _any;

    public TableRows(TextWriter writer, IReadOnlyList<ModelCard> cards, IEnumerable<string> images, int? width)
        : base(writer, cards) => (_name, _width) = (images.Select(path => TextWidth.Of(Printable.Of(path))).Append(Image.Length).Max(), width);

    public override void Row(IReadOnlyList<ScoredImage> scores)
    {
        if (!_any)
        {
            Begin(scores);
        }

        _fast.UnionWith(Cards.Zip(scores).Where(score => IsFast(score.Second)).Select(score => score.First));
        if (_side)
        {
            Line([scores[0].Path, .. Cards.Zip(scores, Score), Remarks(scores)]);
            return;
        }

        foreach (var (card, score) in Cards.Zip(scores))
        {
            Line([score.Path, card.Name, Score(card, score), Remarks(card, score)]);
        }
    }

    public override void End()
    {
        if (!_any)
        {
            Begin([]);
        }

        foreach (var card in Cards)
        {
            string?[] notes = [card.Trained ? null : Untrained, _fast.Contains(card) ? PrecisionOption.Fast : null];
            Array.ForEach([.. notes.OfType<string>()], note => Writer.WriteLine($"{Printable.Of(card.Name)}: {note}"));
        }
    }

    private void Begin(IReadOnlyList<ScoredImage> first)
    {
        _any = true;
        _doubt = first.Any(score => score.Score?.Interval is not null) ? DoubtWidth : 0;
        var scores = Cards.Select(card => Math.Max(TextWidth.Of(Printable.Of(card.Name)), ScoreWidth + _doubt)).ToList();
        var room = (_width ?? int.MaxValue) - (TextLayout.Gap * (Cards.Count + 1)) - NarrowestNote;
        _side = Cards.Count > 1 && scores.Sum() + Math.Min(_name, NarrowestName) <= room;
        if (_width is { } available)
        {
            (int Width, bool IsNumber)[] columns = _side ? [.. scores.Select(width => (width, true))] : [(Cards.Max(card => Math.Max(Metric.Length, TextWidth.Of(Printable.Of(card.Name)))), false), (ScoreWidth + _doubt, true)];
            var rest = available - columns.Sum(column => column.Width + TextLayout.Gap) - TextLayout.Gap;
            var name = Math.Max(Math.Min(_name, Math.Min(NarrowestName, rest / 2)), Math.Min(_name, rest - NarrowestNote));
            _layout = new TextLayout([(name, false), .. columns, (rest - name, false)]);
        }

        Line(_side ? [Image, .. Cards.Select(card => Padded(card.Name, "")), "note"] : [Image, Metric, Padded("score", ""), ""]);
    }

    private string Score(ModelCard card, ScoredImage image) => Padded(Text(card, image), Doubt(card, image));

    /// <summary>Scores stand below each other, whatever stands behind them.</summary>
    private string Padded(string score, string doubt) => _layout is null ? $"{score} {doubt}".TrimEnd() : _doubt > 0 ? $"{score} {doubt.PadRight(_doubt - 1)}" : $"{score} {doubt}".TrimEnd();

    private void Line(IReadOnlyList<string> cells)
    {
        string[] shown = [.. cells.Select(Printable.Of)];
        foreach (var line in _layout?.Lines(shown) ?? [string.Join('\t', shown).TrimEnd('\t')])
        {
            Writer.WriteLine(line);
        }
    }
}
