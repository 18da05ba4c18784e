using System.Text.Json;
using IqaSharp.Core;
using IqaSharp.Datasets.Tables;

namespace IqaSharp.Evaluation;

/// <summary>Reads the files that <c>iqa score --format csv</c> and <c>jsonl</c> write for one metric.</summary>
public static class FinishedScores
{
    /// <summary>Whether a file is named like a table and holds scores: a CSV with the columns image, metric and score, or JSON lines.</summary>
    /// <exception cref="BadInputException">It cannot be read.</exception>
    public static bool Is(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return HasExtension(path, ".jsonl") || (HasExtension(path, ".csv") && CsvFile.Rows(path) is [var (_, header), ..] && header.Contains("score") && header.Contains("metric"));
    }

    /// <summary>Reads the rows.</summary>
    /// <exception cref="BadInputException">The file cannot be read, has no rows, holds the scores of several metrics, or a row lacks a value; the message names the line.</exception>
    public static IReadOnlyList<FinishedScore> Read(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var rows = HasExtension(path, ".jsonl") ? Lines(path) : Table.ReadCsv(path, "image", "metric", "score").Rows.Select(Row).ToList();
        return rows.Select(row => row.Metric).Distinct().ToList() switch
        {
            [] => throw new BadInputException(path, "has no rows"),
            [_] => rows,
            var metrics => throw new BadInputException(path, $"holds the scores of {metrics.Count} metrics, {metrics[0]} and {metrics[1]} among them: a report shows one"),
        };
    }

    private static bool HasExtension(string path, string extension) => path.EndsWith(extension, StringComparison.OrdinalIgnoreCase);

    private static FinishedScore Row(TableRow row) => new(row.Text("image"), row.Text("metric"), row.OptionalNumber("score"), row.Optional("error"))
    {
        Low = row.OptionalNumber("low"),
        High = row.OptionalNumber("high"),
        Familiarity = row.OptionalNumber("familiarity"),
        Unfamiliar = row.Optional("unfamiliar") is { } unfamiliar ? unfamiliar.Equals("true", StringComparison.OrdinalIgnoreCase) : null,
        Note = row.Optional("note"),
    };

    private static List<FinishedScore> Lines(string path)
    {
        var rows = new List<FinishedScore>();
        foreach (var (line, text) in TextLines.Read(path))
        {
            try
            {
                using var json = JsonDocument.Parse(text);
                rows.Add(Row(json.RootElement));
            }
            catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
            {
                throw new BadInputException(path, $"line {line} is no row of scores", e);
            }
        }

        return rows;
    }

    private static FinishedScore Row(JsonElement row)
    {
        double? Number(string name) => row.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value.GetDouble() : null;
        string? Text(string name) => row.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value.GetString() : null;
        return new(row.GetProperty("image").GetString() ?? throw new FormatException(), row.GetProperty("metric").GetString() ?? throw new FormatException(), Number("score"), Text("error"))
        {
            Low = Number("low"),
            High = Number("high"),
            Familiarity = Number("familiarity"),
            Unfamiliar = row.TryGetProperty("unfamiliar", out var unfamiliar) ? unfamiliar.GetBoolean() : null,
            Note = Text("note"),
        };
    }
}
