using System.Text;
using IqaSharp.Core;
using IqaSharp.Datasets.Tables;
using IqaSharp.Imaging;

namespace IqaSharp.Evaluation.ScoreFiles;

/// <summary>The rows of a run that may be killed and started again. Each is appended whole, and on the disk after at most a second; a run that starts again skips what is there.</summary>
/// <remarks>CSV and JSON lines are written in place. A Parquet file appears when the run is complete; until then its rows are JSON lines in <c>NAME.parquet.partial.jsonl</c>.</remarks>
public sealed class ScoreLog : IDisposable
{
    private readonly string _path;
    private readonly RunDescription _run;
    private readonly string _logPath;
    private readonly AppendedFile _log;
    private readonly Dictionary<UInt128, Known> _known = [];
    private readonly bool _isParquet;
    private bool _replacing;
    private bool _described;

    private ScoreLog(string path, RunDescription run)
    {
        (_path, _run, _isParquet) = (path, run, ScoreTable.Format(path) == ScoreFormat.Parquet);
        _logPath = _isParquet ? $"{path}.partial.jsonl" : path;
        _log = AppendedFile.Open(_logPath);
    }

    /// <summary>How many images have a row.</summary>
    public int Count => _known.Count;

    /// <summary>How many of them failed.</summary>
    public int Failed { get; private set; }

    /// <summary>Whether nothing is written yet: CSV begins with the names of its columns.</summary>
    public bool IsEmpty => _log.Length == 0;

    private IReadOnlyList<string> Metrics => [.. _run.Metrics.Select(static metric => metric.Name)];

    /// <summary>Whether a file's format can be continued.</summary>
    public static bool CanContinue(string path) => ScoreTable.HasExtension(path);

    /// <summary>Opens the file of a run, or begins it.</summary>
    /// <param name="path">The file, which ends in .jsonl, .csv or .parquet.</param>
    /// <param name="run">The run.</param>
    /// <param name="retryFailed">Whether images that failed are forgotten, and so tried again.</param>
    /// <param name="seen">Receives the rows that are known; null if nobody needs them.</param>
    /// <exception cref="OtherRunException">The file comes from another run; the message says what differs.</exception>
    /// <exception cref="BadInputException">Another process writes it, or it cannot be read or written.</exception>
    public static ScoreLog Open(string path, RunDescription run, bool retryFailed = false, Action<ScoreRow>? seen = null)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (!CanContinue(path))
        {
            throw new BadInputException(path, "cannot be continued: .jsonl, .csv and .parquet can");
        }

        var log = new ScoreLog(path, run with { Images = null });
        try
        {
            log.Read(retryFailed, seen);
            return log;
        }
        catch
        {
            log.Dispose();
            throw;
        }
    }

    /// <summary>Whether an image has a row, of the file as it is now.</summary>
    /// <param name="image">The path of its row.</param>
    /// <param name="state">The state of the file; null if there is none.</param>
    /// <param name="sha256">The hash of its bytes, to compare it too; else null.</param>
    public bool Contains(string image, FileState? state, string? sha256 = null)
    {
        lock (_known) // images are looked up by the thread that begins them, while rows are appended by another
        {
            return _known.TryGetValue(ImageKey.Of(image), out var known) && known.State == state && (sha256 is null || known.Hash is null || known.Hash == Half(sha256));
        }
    }

    /// <summary>Appends the row of an image, in the format of the file; one of JSON lines for Parquet.</summary>
    /// <param name="row">What is written of the image, with line breaks at its ends.</param>
    /// <param name="text">The row as text.</param>
    /// <exception cref="BadInputException">It cannot be written, as on a full disk. The file is valid, and the run may be started again.</exception>
    public void Append(ScoreRow row, string text)
    {
        ArgumentNullException.ThrowIfNull(row);
        var key = ImageKey.Of(row.Image);
        Begin();
        _log.Append(Encoding.UTF8.GetBytes(text));
        lock (_known)
        {
            _replacing |= _known.ContainsKey(key);
            Know(key, row);
        }
    }

    /// <summary>Appends the names of the columns.</summary>
    /// <exception cref="BadInputException">It cannot be written.</exception>
    public void AppendHeader(string text)
    {
        Begin();
        _log.Append(Encoding.UTF8.GetBytes(text));
    }

    /// <summary>Marks the run as complete; a Parquet file is written from its rows.</summary>
    /// <exception cref="BadInputException">It cannot be written.</exception>
    public void Complete()
    {
        _log.Complete();
        if (_isParquet)
        {
            CompleteParquet();
            return;
        }

        if (_replacing)
        {
            KeepLast(static _ => true);
        }

        ScoreTable.Describe(_logPath, _run with { Images = _known.Count });
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => _log.Dispose();

    private static UInt128? Half(string? sha256) => sha256 is { Length: 64 } && UInt128.TryParse(sha256.AsSpan(0, 32), System.Globalization.NumberStyles.HexNumber, null, out var half) ? half : null;

    private void Read(bool retryFailed, Action<ScoreRow>? seen)
    {
        if (_isParquet && File.Exists(_path))
        {
            Require(ParquetScores.Run(_path) ?? throw new OtherRunException(_path, "does not say which run it comes from: name another --output"), _path);
            foreach (var row in ParquetScores.Read(_path, Metrics))
            {
                Add(row, retryFailed, seen);
            }
        }

        var (end, rows, failed) = (0L, 0, 0);
        if (_log.Length > 0)
        {
            Require(ScoreTable.RunBeside(_logPath) ?? throw new OtherRunException(_logPath, $"cannot be continued: {ScoreTable.RunFile(_logPath)}, which says what it comes from, is not there"), _logPath);
            using var content = _log.Content();
            end = HeaderEnd();
            foreach (var read in ScoreTable.ReadRows(content, _logPath, Metrics))
            {
                (end, rows) = (read.End, rows + 1);
                failed += Add(read.Row, retryFailed, seen) ? 0 : 1;
            }

            _log.Cut(end);
        }

        if (failed > 0 || (!_isParquet && rows > _known.Count))
        {
            KeepLast(row => !retryFailed || row.Error is null);
        }
    }

    /// <summary>Where the first line of a CSV file ends.</summary>
    private long HeaderEnd()
    {
        using var content = _log.Content();
        return ScoreTable.Format(_logPath) != ScoreFormat.Csv ? 0 : ByteLines.Read(content, _logPath, quotes: true).Select(static line => line.End).FirstOrDefault();
    }

    private bool Add(ScoreRow row, bool retryFailed, Action<ScoreRow>? seen)
    {
        if (retryFailed && row.Error is not null)
        {
            Forget(ImageKey.Of(row.Image));
            return false;
        }

        Know(ImageKey.Of(row.Image), row);
        seen?.Invoke(row);
        return true;
    }

    private void Know(UInt128 key, ScoreRow row)
    {
        Forget(key);
        _known[key] = Known.Of(row);
        Failed += row.Error is not null ? 1 : 0;
    }

    private void Forget(UInt128 key) => Failed -= _known.Remove(key, out var known) && known.Failed ? 1 : 0;

    private void Require(RunDescription written, string path)
    {
        if (written.DifferencesTo(_run) is { Count: > 0 } differences)
        {
            throw new OtherRunException(path, $"comes from another run ({string.Join("; ", differences)}): name another --output, or remove it");
        }
    }

    /// <summary>Rewrites the text file with one row for each image, its last.</summary>
    private void KeepLast(Func<ScoreRow, bool> keep)
    {
        var last = new Dictionary<UInt128, long>();
        using (var content = _log.Content())
        {
            foreach (var read in ScoreTable.ReadRows(content, _logPath, Metrics))
            {
                last[ImageKey.Of(read.Row.Image)] = read.Start;
            }
        }

        var header = HeaderEnd();
        _log.Replace(stream =>
        {
            Copy(stream, 0, header);
            using var content = _log.Content();
            foreach (var read in ScoreTable.ReadRows(content, _logPath, Metrics))
            {
                if (last[ImageKey.Of(read.Row.Image)] == read.Start && keep(read.Row))
                {
                    Copy(stream, read.Start, read.End);
                }
            }
        });
    }

    private void Copy(Stream target, long start, long end)
    {
        var bytes = new byte[end - start];
        using var content = _log.Content(start);
        content.ReadExactly(bytes);
        target.Write(bytes);
    }

    /// <summary>Joins the rows of the Parquet file, if there is one, and those that were added.</summary>
    private void CompleteParquet()
    {
        if (_log.Length > 0 || !File.Exists(_path))
        {
            var last = new Dictionary<UInt128, long>();
            foreach (var read in LogRows())
            {
                last[ImageKey.Of(read.Row.Image)] = read.Start;
            }

            using var writer = new ParquetScoreWriter(_path, _run);
            var before = File.Exists(_path) ? ParquetScores.Read(_path, Metrics).Where(row => !last.ContainsKey(ImageKey.Of(row.Image)) && _known.ContainsKey(ImageKey.Of(row.Image))) : [];
            foreach (var row in before.Concat(LogRows().Where(read => last[ImageKey.Of(read.Row.Image)] == read.Start).Select(static read => read.Row)))
            {
                writer.Add(row);
            }

            writer.Complete();
        }

        _log.Dispose();
        File.Delete(_logPath);
        File.Delete(ScoreTable.RunFile(_logPath));
    }

    private IEnumerable<ReadRow> LogRows()
    {
        using var content = _log.Content();
        foreach (var row in ScoreTable.ReadRows(content, _logPath, Metrics))
        {
            yield return row;
        }
    }

    /// <summary>Says, before the first row, which run the file comes from, and that it is not complete.</summary>
    private void Begin()
    {
        if (!_described)
        {
            ScoreTable.Describe(_logPath, _run);
            _described = true;
        }
    }

    private readonly record struct Known(FileState? State, UInt128? Hash, bool Failed)
    {
        public static Known Of(ScoreRow row) => new(row.State, Half(row.Sha256), row.Error is not null);
    }
}
