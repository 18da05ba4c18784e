using System.Globalization;
using System.Text;
using IqaSharp.Core;
using IqaSharp.Metrics;

namespace IqaSharp.Evaluation;

/// <summary>The scores of one metric in a file of tab-separated values. Each is written at once and is on the disk after a second, so that a run that was stopped can continue.</summary>
internal sealed class ScoreFile : IDisposable
{
    private const string Heading = "image\treference\tscore\tlow\thigh\tfamiliarity\terror\tfiles";

    private readonly Dictionary<(string, string), (ScoredImage Row, string Files)> _known = [];
    private readonly IReadOnlyDictionary<(string Image, string Reference), string> _files;
    private readonly AppendedFile _file;

    /// <param name="path">The file.</param>
    /// <param name="identity">What the scores depend on besides the images. A file with another identity is started afresh.</param>
    /// <param name="files">The state of the files that the score of an image and its reference is computed from. A known score of other files is forgotten.</param>
    /// <exception cref="BadInputException">The file cannot be written, or another process writes it.</exception>
    public ScoreFile(string path, string identity, IReadOnlyDictionary<(string Image, string Reference), string> files)
    {
        _files = files;
        _file = AppendedFile.Open(path);
        try
        {
            using var reader = new StreamReader(_file.Content());
            if (reader.ReadLine() == $"# {identity}" && reader.ReadLine() == Heading)
            {
                while (reader.ReadLine() is { } line)
                {
                    if (Parse(line) is var (row, state) && files.GetValueOrDefault(Key(row), state) == state)
                    {
                        _known[Key(row)] = (row, state);
                    }
                }
            }

            _file.Replace(stream =>
            {
                using var writer = new StreamWriter(stream, leaveOpen: true);
                writer.WriteLine($"# {identity}");
                writer.WriteLine(Heading);
                foreach (var (row, state) in _known.Values)
                {
                    writer.WriteLine(Text(row, state));
                }
            });
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _file.Dispose();
            throw BadInputException.CannotRead(path, e);
        }
        catch
        {
            _file.Dispose();
            throw;
        }
    }

    /// <summary>The row of an image and its reference; null if it has not been scored yet.</summary>
    public ScoredImage? Find((string Image, string Reference) key) => _known.GetValueOrDefault(key).Row;

    /// <summary>Adds a row and writes it to disk.</summary>
    public void Add(ScoredImage row)
    {
        _known[Key(row)] = (row, _files[Key(row)]);
        _file.Append(Encoding.UTF8.GetBytes(Text(row, _files[Key(row)]) + Environment.NewLine));
    }

    public void Dispose() => _file.Dispose();

    private static (string, string) Key(ScoredImage row) => (row.Path, row.Reference ?? "");

    private static string Text(ScoredImage row, string files) => string.Join(
        '\t', row.Path, row.Reference, Text(row.Score?.Value), Text(row.Score?.Interval?.Low), Text(row.Score?.Interval?.High), Text(row.Score?.Familiarity), row.Error?.Replace('\t', ' ').ReplaceLineEndings(" "), files);

    private static string Text(double? number) => number?.ToString("R", CultureInfo.InvariantCulture) ?? "";

    // A line that was cut off lacks a field or the end of the last one, and an image that failed has a reason: all of these are scored again.
    private static (ScoredImage Row, string Files)? Parse(string line) =>
        line.Split('\t') is [var image, var reference, var score, var low, var high, var familiarity, "", var files] && Number(score) is { } value
            ? (new ScoredImage(image, Score(value, Number(low), Number(high), Number(familiarity)), null, reference.Length > 0 ? reference : null), files)
            : null;

    private static QualityScore Score(double value, double? low, double? high, double? familiarity) =>
        new(value) { Interval = low is { } l && high is { } h ? new(l, h) : null, Familiarity = familiarity };

    private static double? Number(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}
