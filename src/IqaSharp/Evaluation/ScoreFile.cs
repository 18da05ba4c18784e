using System.Globalization;
using IqaSharp.Core;
using IqaSharp.Datasets;
using IqaSharp.Metrics;

namespace IqaSharp.Evaluation;

/// <summary>The scores of one metric in a file of tab-separated values. Each is written at once, so that a run that was stopped can continue.</summary>
internal sealed class ScoreFile : IDisposable
{
    private const string Heading = "image\treference\tscore\terror";

    private readonly Dictionary<(string, string), ScoredImage> _known = [];
    private readonly StreamWriter _writer;

    /// <param name="path">The file.</param>
    /// <param name="identity">What the scores depend on besides the images. A file with another identity is started afresh.</param>
    /// <exception cref="BadInputException">The file cannot be written.</exception>
    public ScoreFile(string path, string identity)
    {
        try
        {
            var lines = File.Exists(path) ? File.ReadAllLines(path) : [];
            if (lines.Length >= 2 && lines[0] == $"# {identity}" && lines[1] == Heading)
            {
                foreach (var row in lines.Skip(2).Select(Parse).OfType<ScoredImage>())
                {
                    _known[(row.Path, row.Reference ?? "")] = row;
                }
            }

            AtomicFile.Write(path, stream =>
            {
                using var writer = new StreamWriter(stream, leaveOpen: true);
                writer.WriteLine($"# {identity}");
                writer.WriteLine(Heading);
                foreach (var row in _known.Values)
                {
                    writer.WriteLine(Text(row));
                }
            });
            _writer = new StreamWriter(path, append: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw BadInputException.CannotWrite(path, e);
        }
    }

    /// <summary>The row of an image; null if it has not been scored yet.</summary>
    public ScoredImage? Find(DataItem item, bool withReference) => _known.GetValueOrDefault((item.Image, withReference ? item.Reference ?? "" : ""));

    /// <summary>Adds a row and writes it to disk.</summary>
    public void Add(ScoredImage row)
    {
        _known[(row.Path, row.Reference ?? "")] = row;
        _writer.WriteLine(Text(row));
        _writer.Flush();
    }

    public void Dispose() => _writer.Dispose();

    private static string Text(ScoredImage row) => string.Join('\t', row.Path, row.Reference, row.Score?.Value.ToString("R", CultureInfo.InvariantCulture), row.Error?.Replace('\t', ' ').ReplaceLineEndings(" "));

    // A line that was cut off lacks a field, and an image that failed has a reason in the last one: both are scored again.
    private static ScoredImage? Parse(string line) =>
        line.Split('\t') is [var image, var reference, var score, ""] && double.TryParse(score, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            ? new ScoredImage(image, new QualityScore(value), null, reference.Length > 0 ? reference : null)
            : null;
}
