using IqaSharp.Core;
using IqaSharp.Datasets.Tables;
using IqaSharp.Imaging;

namespace IqaSharp.Evaluation.ScoreFiles;

/// <summary>The columns of scores in Parquet, and how they are read.</summary>
internal static class ParquetScores
{
    /// <summary>The key of the metadata that holds the <see cref="RunDescription"/>.</summary>
    public const string RunKey = "iqa.run";

    public const string Image = "image";
    public const string Reference = "reference";
    public const string Width = "width";
    public const string Height = "height";
    public const string Error = "error";
    public const string Note = "note";
    public const string Bytes = "bytes";
    public const string Modified = "modified";
    public const string Sha256 = "sha256";
    public const string SameAs = "same_as";

    public static string Low(string metric) => $"{metric}_low";

    public static string High(string metric) => $"{metric}_high";

    public static string Familiarity(string metric) => $"{metric}_familiarity";

    public static string Spread(string metric) => $"{metric}_spread";

    /// <summary>The description of the run; null for a file that another program wrote.</summary>
    public static RunDescription? Run(string path)
    {
        using var file = ParquetFile.Open(path);
        return file.Metadata.TryGetValue(RunKey, out var json) ? RunDescription.Parse(json, path) : null;
    }

    /// <summary>The rows, a group in memory at a time.</summary>
    /// <exception cref="BadInputException">The file cannot be read.</exception>
    public static IEnumerable<ScoreRow> Read(string path, IReadOnlyList<string> metrics)
    {
        using var file = ParquetFile.Open(path);
        for (var group = 0; group < file.GroupCount; group++)
        {
            foreach (var row in Rows(file, group, metrics))
            {
                yield return row;
            }
        }
    }

    private static IEnumerable<ScoreRow> Rows(ParquetFile file, int group, IReadOnlyList<string> metrics)
    {
        var images = file.Text(group, Image);
        string?[] Text(string column) => file.Has(column) ? file.Text(group, column) : new string?[images.Length];
        T?[] Values<T>(string column)
            where T : struct => file.Has(column) ? file.Values<T>(group, column) : new T?[images.Length];

        var (references, widths, heights, errors, notes) = (Text(Reference), Values<int>(Width), Values<int>(Height), Text(Error), Text(Note));
        var (bytes, modified, hashes, originals) = (Values<long>(Bytes), Values<DateTime>(Modified), Text(Sha256), Text(SameAs));
        var scores = metrics.Select(metric => (
            Value: file.Values<double>(group, metric), Low: Values<double>(Low(metric)), High: Values<double>(High(metric)),
            Familiarity: Values<double>(Familiarity(metric)), Spread: Values<double>(Spread(metric)))).ToList();
        for (var i = 0; i < images.Length; i++)
        {
            var at = i;
            yield return new ScoreRow(images[i] ?? "", [.. scores.Select(score => score.Value[at] is not { } value ? null : new QualityScore(value)
            {
                Interval = score.Low[at] is { } low && score.High[at] is { } high ? new ScoreInterval(low, high) : null,
                Familiarity = score.Familiarity[at],
                Spread = score.Spread[at],
            })])
            {
                Reference = references[i],
                Width = widths[i],
                Height = heights[i],
                Error = errors[i],
                Note = notes[i],
                State = bytes[i] is { } size && modified[i] is { } time ? FileState.Of(size, time) : null,
                Sha256 = hashes[i],
                SameAs = originals[i],
            };
        }
    }
}
