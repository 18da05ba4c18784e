using System.Text.Json;
using IqaSharp.Core;
using IqaSharp.Datasets.Tables;
using IqaSharp.Imaging;

namespace IqaSharp.Evaluation.ScoreFiles;

/// <summary>Reads scores as JSON lines, a line for each image and metric.</summary>
internal static class JsonLinesRows
{
    /// <summary>The whole rows: of each image the lines of all metrics. What is cut off at the end is left out.</summary>
    /// <param name="stream">The file.</param>
    /// <param name="source">Its name in messages.</param>
    /// <param name="metrics">The metrics, in order.</param>
    /// <exception cref="BadInputException">A line is none of these.</exception>
    public static IEnumerable<ReadRow> Read(Stream stream, string source, IReadOnlyList<string> metrics)
    {
        var (start, number, group) = (0L, 0, new List<Line>());
        foreach (var (bytes, end) in ByteLines.Read(stream, source, quotes: false))
        {
            number++;
            var line = Parse(bytes.Span, source, number);
            if (line.Metric != metrics[group.Count] || (group.Count > 0 && line.Image != group[0].Image))
            {
                throw new BadInputException(source, $"line {number} is not {metrics[group.Count]} of {(group.Count > 0 ? group[0].Image : "an image")}, as expected after the lines before it");
            }

            group.Add(line);
            if (group.Count == metrics.Count)
            {
                yield return new ReadRow(Joined(group, metrics), start, end);
                start = end;
                group.Clear();
            }
        }
    }

    /// <summary>The metrics of the first image, for a file that does not say otherwise.</summary>
    public static IReadOnlyList<string> Metrics(Stream stream, string source)
    {
        var (metrics, image) = (new List<string>(), (string?)null);
        foreach (var (bytes, _) in ByteLines.Read(stream, source, quotes: false))
        {
            var line = Parse(bytes.Span, source, metrics.Count + 1);
            image ??= line.Image;
            if (line.Image != image || metrics.Contains(line.Metric))
            {
                break;
            }

            metrics.Add(line.Metric);
        }

        return metrics;
    }

    private static ScoreRow Joined(List<Line> lines, IReadOnlyList<string> metrics)
    {
        string? Shared(Func<Line, string?> say)
        {
            var said = metrics.Zip(lines, (metric, line) => (Metric: metric, Text: say(line))).Where(entry => entry.Text is not null).ToList();
            return said.Count == 0 ? null
                : said.Count == metrics.Count && said.DistinctBy(entry => entry.Text).Count() == 1 ? said[0].Text
                : string.Join("; ", said.Select(entry => $"{entry.Metric}: {entry.Text}"));
        }

        var first = lines[0];
        return new ScoreRow(first.Image, [.. lines.Select(line => line.Score)])
        {
            Reference = lines.Select(line => line.Reference).FirstOrDefault(reference => reference is not null),
            Width = first.Width,
            Height = first.Height,
            Error = Shared(line => line.Error),
            Note = Shared(line => line.Note),
            State = FileState.Parse(first.Bytes, first.Modified),
            Sha256 = first.Sha256,
            SameAs = first.SameAs,
        };
    }

    private static Line Parse(ReadOnlySpan<byte> bytes, string source, int number)
    {
        try
        {
            var line = new Line();
            var reader = new Utf8JsonReader(bytes);
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                Property(ref reader, line);
            }

            return line.Image.Length > 0 && line.Metric.Length > 0 ? line : throw new BadInputException(source, $"line {number} has no image or no metric");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            throw new BadInputException(source, $"line {number} is no row of scores", e);
        }
    }

    private static void Property(ref Utf8JsonReader reader, Line line)
    {
        var name = reader.GetString();
        reader.Read();
        switch (name)
        {
            case "image":
                line.Image = reader.GetString() ?? "";
                break;
            case "metric":
                line.Metric = reader.GetString() ?? "";
                break;
            case "pristine" or "degraded":
                line.Reference = reader.GetString();
                break;
            case "score":
                line.Value = Number(ref reader);
                break;
            case "spread":
                line.Spread = Number(ref reader);
                break;
            case "low":
                line.Low = Number(ref reader);
                break;
            case "high":
                line.High = Number(ref reader);
                break;
            case "familiarity":
                line.Familiarity = Number(ref reader);
                break;
            case "distribution" when reader.TokenType == JsonTokenType.StartArray:
                line.Distribution = [];
                while (reader.Read() && reader.TokenType == JsonTokenType.Number)
                {
                    line.Distribution.Add(reader.GetDouble());
                }

                break;
            case "error":
                line.Error = reader.GetString();
                break;
            case "note":
                line.Note = reader.GetString();
                break;
            case "width":
                line.Width = (int?)Number(ref reader);
                break;
            case "height":
                line.Height = (int?)Number(ref reader);
                break;
            case "bytes":
                line.Bytes = reader.TokenType == JsonTokenType.Null ? null : reader.GetInt64();
                break;
            case "modified":
                line.Modified = reader.GetString();
                break;
            case "sha256":
                line.Sha256 = reader.GetString();
                break;
            case "sameAs":
                line.SameAs = reader.GetString();
                break;
            default:
                reader.Skip();
                break;
        }
    }

    private static double? Number(ref Utf8JsonReader reader) => reader.TokenType == JsonTokenType.Null ? null : reader.GetDouble();

    private sealed class Line
    {
        public string Image { get; set; } = "";

        public string Metric { get; set; } = "";

        public string? Reference { get; set; }

        public double? Value { get; set; }

        public double? Spread { get; set; }

        public double? Low { get; set; }

        public double? High { get; set; }

        public double? Familiarity { get; set; }

        public List<double>? Distribution { get; set; }

        public string? Error { get; set; }

        public string? Note { get; set; }

        public int? Width { get; set; }

        public int? Height { get; set; }

        public long? Bytes { get; set; }

        public string? Modified { get; set; }

        public string? Sha256 { get; set; }

        public string? SameAs { get; set; }

        public QualityScore? Score => Value is not { } value ? null : new QualityScore(value)
        {
            Distribution = Distribution,
            Interval = Low is { } low && High is { } high ? new ScoreInterval(low, high) : null,
            Familiarity = Familiarity,
            Spread = Spread,
        };
    }
}
