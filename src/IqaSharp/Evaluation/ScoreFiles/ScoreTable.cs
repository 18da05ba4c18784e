using System.Text;
using IqaSharp.Core;
using IqaSharp.Datasets;
using IqaSharp.Datasets.Tables;

namespace IqaSharp.Evaluation.ScoreFiles;

/// <summary>A file of scores that <c>iqa score</c> wrote: Parquet, JSON lines or CSV.</summary>
/// <example><code>
/// var table = ScoreTable.Open("scores.parquet");
/// foreach (var row in table.Rows().Where(row =&gt; row.Scores[0]?.Value &lt; 30))
/// {
///     Console.WriteLine(row.Image);
/// }
/// </code></example>
public sealed class ScoreTable
{
    private const string RunSuffix = ".run.json";

    private ScoreTable(string path, RunDescription? run, IReadOnlyList<string> metrics) => (Path, Run, Metrics) = (path, run, metrics);

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>The run that it comes from; null if the file does not say.</summary>
    public RunDescription? Run { get; }

    /// <summary>The names of the metrics, in the order of <see cref="ScoreRow.Scores"/>.</summary>
    public IReadOnlyList<string> Metrics { get; }

    /// <summary>Whether a file is one of scores by its extension.</summary>
    public static bool HasExtension(string path) => Format(path) is not null;

    /// <summary>Whether a file is one of scores and not, by its columns, another table.</summary>
    /// <exception cref="BadInputException">It cannot be read.</exception>
    public static bool Is(string path) => Format(path) switch
    {
        null => false,
        ScoreFormat.Csv => CsvFile.Header(path) is var header && header.Contains("image") && (header.Contains("error") || (header.Contains("score") && header.Contains("metric"))),
        _ => true,
    };

    /// <summary>Opens a file of scores.</summary>
    /// <exception cref="BadInputException">It cannot be read, or is no such file.</exception>
    public static ScoreTable Open(string path)
    {
        var format = Format(path) ?? throw new BadInputException(path, "is no file of scores: they end in .parquet, .jsonl or .csv");
        if (format == ScoreFormat.Parquet)
        {
            var written = ParquetScores.Run(path);
            return new ScoreTable(path, written, written is not null ? [.. written.Metrics.Select(static metric => metric.Name)] : ParquetMetrics(path));
        }

        var run = RunBeside(path);
        return new ScoreTable(path, run, run is not null ? [.. run.Metrics.Select(static metric => metric.Name)] : Opened(path, stream => format == ScoreFormat.Csv ? CsvScoreRows.Metrics(stream, path) : JsonLinesRows.Metrics(stream, path)));
    }

    /// <summary>The rows, read while they are used. A row that was cut off while it was written is left out.</summary>
    /// <exception cref="BadInputException">The file is damaged, or another process writes it.</exception>
    public IEnumerable<ScoreRow> Rows() => Format(Path) == ScoreFormat.Parquet ? ParquetScores.Read(Path, Metrics) : ReadRows().Select(static read => read.Row);

    /// <summary>The scores of a data set's images, for <see cref="Evaluator"/>. Images are the same if their full paths are.</summary>
    /// <param name="set">The data set.</param>
    /// <exception cref="BadInputException">The file cannot be read, does not say which run it comes from, or holds none of the images.</exception>
    public IReadOnlyList<MetricScores> ScoresOf(DataSet set)
    {
        ArgumentNullException.ThrowIfNull(set);
        var run = Run ?? throw new BadInputException(Path, "does not say which run it comes from");
        var places = set.Items.Index().ToDictionary(static item => System.IO.Path.GetFullPath(item.Item.Image), static item => item.Index);
        var found = new ScoreRow?[set.Items.Count];
        foreach (var row in Rows())
        {
            if (places.TryGetValue(System.IO.Path.GetFullPath(row.Image), out var at))
            {
                found[at] = row;
            }
        }

        if (Array.TrueForAll(found, static row => row is null))
        {
            throw new BadInputException(Path, $"holds none of the images of {set.Name}, such as {(set.Items.Count > 0 ? set.Items[0].Image : "none")}");
        }

        return [.. run.Metrics.Select((metric, i) =>
        {
            var scores = Array.ConvertAll(found, row => row?.Scores[i]);
            return new MetricScores(metric.Name, metric.HigherIsBetter, Array.ConvertAll(scores, static score => score?.Value))
            {
                Range = metric.Range,
                Intervals = scores.Any(static score => score?.Interval is not null) ? Array.ConvertAll(scores, static score => score?.Interval) : null,
                Unfamiliar = scores.Any(static score => score?.IsUnfamiliar is not null) ? Array.ConvertAll(scores, static score => score?.IsUnfamiliar) : null,
            };
        })];
    }

    internal static ScoreFormat? Format(string path) => System.IO.Path.GetExtension(path).ToUpperInvariant() switch
    {
        ".PARQUET" => ScoreFormat.Parquet,
        ".JSONL" or ".NDJSON" => ScoreFormat.JsonLines,
        ".CSV" => ScoreFormat.Csv,
        _ => null,
    };

    /// <summary>The file that describes the run of a text file.</summary>
    internal static string RunFile(string path) => path + RunSuffix;

    /// <summary>Writes the description of a text file's run.</summary>
    internal static void Describe(string path, RunDescription run) => AtomicFile.Write(RunFile(path), stream => stream.Write(Encoding.UTF8.GetBytes(run.ToJson() + "\n")));

    /// <summary>The run of a text file; null if there is no description.</summary>
    internal static RunDescription? RunBeside(string path)
    {
        try
        {
            return File.Exists(RunFile(path)) ? RunDescription.Parse(File.ReadAllText(RunFile(path)), RunFile(path)) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw BadInputException.CannotRead(RunFile(path), e);
        }
    }

    /// <summary>The rows of a text file, with their places.</summary>
    internal static IEnumerable<ReadRow> ReadRows(Stream stream, string path, IReadOnlyList<string> metrics) =>
        Format(path) == ScoreFormat.Csv ? CsvScoreRows.Read(stream, path, metrics) : JsonLinesRows.Read(stream, path, metrics);

    /// <summary>The rows of this text file, with their places.</summary>
    internal IEnumerable<ReadRow> ReadRows()
    {
        using var stream = OpenFile(Path);
        foreach (var row in ReadRows(stream, Path, Metrics))
        {
            yield return row;
        }
    }

    internal static FileStream OpenFile(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        }
        catch (IOException e) when (SharingViolation.Is(e))
        {
            throw new BadInputException(path, "another process is writing it", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw BadInputException.CannotRead(path, e);
        }
    }

    private static IReadOnlyList<string> ParquetMetrics(string path)
    {
        using var file = ParquetFile.Open(path);
        var columns = file.Columns.ToList();
        return [.. columns.Where(name => columns.Contains(ParquetScores.Low(name)))];
    }

    private static T Opened<T>(string path, Func<Stream, T> read)
    {
        using var stream = OpenFile(path);
        return read(stream);
    }
}

/// <summary>The formats of files of scores.</summary>
internal enum ScoreFormat
{
    JsonLines,
    Csv,
    Parquet,
}
