using System.Globalization;
using IqaSharp.Core;
using IqaSharp.Datasets.Tables;
using IqaSharp.Imaging;

namespace IqaSharp.Evaluation.ScoreFiles;

/// <summary>Reads scores as comma-separated values: of one metric, with the columns <c>metric</c> and <c>score</c>, or of several, with a column for each.</summary>
internal static class CsvScoreRows
{
    private static readonly string[] Others =
        ["image", "reference", "pristine", "degraded", "metric", "score", "spread", "distribution", "low", "high", "familiarity", "unfamiliar", "error", "note", "width", "height", "bytes", "modified", "sha256", "same_as"];

    /// <summary>The whole rows. What is cut off at the end is left out.</summary>
    /// <inheritdoc cref="JsonLinesRows.Read"/>
    public static IEnumerable<ReadRow> Read(Stream stream, string source, IReadOnlyList<string> metrics)
    {
        Header? header = null;
        var (start, number) = (0L, 0);
        foreach (var (bytes, end) in ByteLines.Read(stream, source, quotes: true))
        {
            number++;
            var fields = CsvFields.Of(bytes.Span);
            if (header is null)
            {
                header = new Header(fields, metrics, source);
            }
            else
            {
                yield return new ReadRow(header.Row(fields, number), start, end);
            }

            start = end;
        }
    }

    /// <summary>The metrics that a file has scores of, for a file that does not say otherwise.</summary>
    public static IReadOnlyList<string> Metrics(Stream stream, string source)
    {
        List<string>? header = null;
        foreach (var (bytes, _) in ByteLines.Read(stream, source, quotes: true))
        {
            var fields = CsvFields.Of(bytes.Span);
            if (header is not null)
            {
                return header.IndexOf("metric") is >= 0 and var at && at < fields.Count ? [fields[at]] : Columns(header);
            }

            header = fields;
        }

        return header is null ? [] : Columns(header);
    }

    private static List<string> Columns(List<string> header) => [.. header.Except(Others)];

    private sealed class Header
    {
        private readonly string _source;
        private readonly List<string> _names;
        private readonly int[] _scores;
        private readonly int _image;
        private readonly bool _single;
        private readonly IReadOnlyList<string> _metrics;
        private readonly Dictionary<string, int> _columns;

        public Header(List<string> names, IReadOnlyList<string> metrics, string source)
        {
            (_source, _names) = (source, names);
            _image = names.IndexOf("image");
            _single = names.Contains("metric");
            _metrics = metrics;
            _scores = _single ? [names.IndexOf("score")] : [.. metrics.Select(name => names.IndexOf(name))];
            if (_image < 0 || _scores.Any(static at => at < 0) || (_single && metrics.Count != 1))
            {
                throw new BadInputException(source, $"line 1 does not name the columns image and {string.Join(", ", metrics)}");
            }

            _columns = names.Select(static (name, at) => (name, at)).DistinctBy(static column => column.name).ToDictionary(static column => column.name, static column => column.at);
        }

        public ScoreRow Row(List<string> fields, int number)
        {
            if (fields.Count != _names.Count)
            {
                throw new BadInputException(_source, $"line {number} has {fields.Count} fields for {_names.Count} columns");
            }

            if (_single && fields[_columns["metric"]] != _metrics[0])
            {
                throw new BadInputException(_source, $"line {number} is of {fields[_columns["metric"]]}, and not of {_metrics[0]} like those before it");
            }

            string? Text(string column) => _columns.TryGetValue(column, out var at) && fields[at].Length > 0 ? fields[at] : null;
            double? Parse(string? text) => text is null or "" ? null
                : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : throw new BadInputException(_source, $"line {number} has '{text}' for a number");
            double? Number(string column) => Parse(Text(column));

            QualityScore? Score(int at) => Parse(fields[at]) is not { } value ? null : !_single ? new QualityScore(value) : new QualityScore(value)
            {
                Interval = Number("low") is { } low && Number("high") is { } high ? new ScoreInterval(low, high) : null,
                Familiarity = Number("familiarity"),
                Spread = Number("spread"),
                Distribution = Text("distribution") is { } shares ? [.. shares.Split(' ').Select(share => Parse(share) ?? 0)] : null,
            };

            return new ScoreRow(fields[_image], Array.ConvertAll(_scores, Score))
            {
                Reference = Text("reference") ?? Text("pristine") ?? Text("degraded"),
                Width = (int?)Number("width"),
                Height = (int?)Number("height"),
                Error = Text("error"),
                Note = Text("note"),
                State = FileState.Parse((long?)Number("bytes"), Text("modified")),
                Sha256 = Text("sha256"),
                SameAs = Text("same_as"),
            };
        }
    }
}
