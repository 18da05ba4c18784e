using System.IO.Compression;
using IqaSharp.Core;
using Parquet;
using Parquet.Schema;

namespace IqaSharp.Evaluation.ScoreFiles;

/// <summary>Writes scores as Parquet: typed columns, a few for each metric, compressed with zstd in groups of 65,536 rows. The run is in the metadata.</summary>
/// <remarks>The columns depend on the metrics alone, so that the parts of a run can be read as one table. The file appears when it is complete.</remarks>
public sealed class ParquetScoreWriter : IDisposable
{
    private const int GroupRows = 1 << 16;

    private readonly string _path;
    private readonly RunDescription _run;
    private readonly OutputFile _file;
    private readonly ParquetWriter _writer;
    private readonly List<ScoreRow> _rows = [];
    private readonly IReadOnlyList<(DataField Field, Func<ParquetRowGroupWriter, DataField, Task> Write)> _columns;
    private int _count;

    /// <param name="path">The file.</param>
    /// <param name="run">The run that the rows come from.</param>
    /// <exception cref="BadInputException">It cannot be written.</exception>
    public ParquetScoreWriter(string path, RunDescription run)
    {
        ArgumentNullException.ThrowIfNull(run);
        (_path, _run, _file) = (path, run, OutputFile.Create(path));
        _columns =
        [
            Text(ParquetScores.Image, static row => row.Image, nullable: false),
            Text(ParquetScores.Reference, static row => row.Reference),
            Values(new DataField<int>(ParquetScores.Width, true), static row => row.Width),
            Values(new DataField<int>(ParquetScores.Height, true), static row => row.Height),
            .. run.Metrics.SelectMany((metric, i) => Columns(metric.Name, i)),
            Text(ParquetScores.Error, static row => row.Error),
            Text(ParquetScores.Note, static row => row.Note),
            Values(new DataField<long>(ParquetScores.Bytes, true), static row => row.State?.Bytes),
            Values(new DateTimeDataField(ParquetScores.Modified, DateTimeFormat.Timestamp, isAdjustedToUTC: true, DateTimeTimeUnit.Micros, isNullable: true), static row => row.State?.Modified),
            Text(ParquetScores.Sha256, static row => row.Sha256),
            Text(ParquetScores.SameAs, static row => row.SameAs),
        ];
        var options = new ParquetOptions { CompressionMethod = CompressionMethod.Zstd, CompressionLevel = CompressionLevel.Fastest };
        try
        {
            _writer = ParquetWriter.CreateAsync(new ParquetSchema(_columns.Select(static column => column.Field)), _file.Stream, options).GetAwaiter().GetResult();
        }
        catch
        {
            _file.Dispose();
            throw;
        }
    }

    /// <summary>Adds a row.</summary>
    /// <exception cref="BadInputException">It cannot be written.</exception>
    public void Add(ScoreRow row)
    {
        _rows.Add(row);
        _count++;
        if (_rows.Count == GroupRows)
        {
            WriteGroup();
        }
    }

    /// <summary>Writes what is left, and gives the file its name.</summary>
    /// <exception cref="BadInputException">It cannot be written.</exception>
    public void Complete()
    {
        if (_rows.Count > 0)
        {
            WriteGroup();
        }

        _writer.CustomMetadata = new Dictionary<string, string> { [ParquetScores.RunKey] = (_run with { Images = _count }).ToJson() };
        Wait(_writer.DisposeAsync().AsTask());
        _file.Complete();
    }

    /// <summary>Closes the file; one that is not complete is deleted.</summary>
    public void Dispose() => _file.Dispose();

    private static double? Score(ScoreRow row, int metric, Func<QualityScore, double?> part) => row.Scores[metric] is { } score ? part(score) : null;

    private IEnumerable<(DataField Field, Func<ParquetRowGroupWriter, DataField, Task> Write)> Columns(string metric, int i) =>
    [
        Values(new DataField<double>(metric, true), row => Score(row, i, static score => score.Value)),
        Values(new DataField<double>(ParquetScores.Low(metric), true), row => Score(row, i, static score => score.Interval?.Low)),
        Values(new DataField<double>(ParquetScores.High(metric), true), row => Score(row, i, static score => score.Interval?.High)),
        Values(new DataField<double>(ParquetScores.Familiarity(metric), true), row => Score(row, i, static score => score.Familiarity)),
        Values(new DataField<double>(ParquetScores.Spread(metric), true), row => Score(row, i, static score => score.Spread)),
    ];

    private (DataField Field, Func<ParquetRowGroupWriter, DataField, Task> Write) Text(string name, Func<ScoreRow, string?> value, bool nullable = true) =>
        (new DataField<string>(name, nullable), (group, field) => group.WriteAsync(field, _rows.ConvertAll(row => value(row)!)));

    private (DataField Field, Func<ParquetRowGroupWriter, DataField, Task> Write) Values<T>(DataField column, Func<ScoreRow, T?> value)
        where T : struct =>
        (column, (group, field) => group.WriteAsync<T>(field, _rows.Select(value).ToArray()));

    private void WriteGroup()
    {
        using (var group = _writer.CreateRowGroup())
        {
            foreach (var (field, write) in _columns)
            {
                Wait(write(group, field));
            }
        }

        _rows.Clear();
    }

    private void Wait(Task task)
    {
        try
        {
            task.GetAwaiter().GetResult();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw BadInputException.CannotWrite(_path, e);
        }
    }
}
