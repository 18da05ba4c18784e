using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace IqaSharp.Benchmarks.Transfer;

/// <summary>Features in a file of lines <c>key, tab, base64 of float32</c>. Each is written at once, so that a run that was stopped continues.</summary>
internal sealed class FeatureCache : IDisposable
{
    private readonly FeatureExtractor _extractor;
    private readonly ConcurrentDictionary<string, float[]> _known = [];
    private readonly StreamWriter _writer;

    public FeatureCache(FeatureExtractor extractor, string folder)
    {
        _extractor = extractor;
        var path = Path.Combine(Directory.CreateDirectory(folder).FullName, $"{extractor.Identity}.tsv");
        foreach (var line in File.Exists(path) ? File.ReadLines(path) : [])
        {
            // A line that was cut off has no full stop at its end.
            if (line.Split('\t') is [var key, [.. var numbers, '.']])
            {
                _known[key] = MemoryMarshal.Cast<byte, float>(Convert.FromBase64String(numbers)).ToArray();
            }
        }

        _writer = new StreamWriter(path, append: true);
        _writer.WriteLine(); // ends a line that was cut off
    }

    public string Identity => _extractor.Identity;

    public bool Has(Example example) => _known.ContainsKey(example.Key);

    public double[] Of(Example example) => Array.ConvertAll(_known[example.Key], value => (double)value);

    public void Add(Example example, Imaging.Image image)
    {
        var features = _extractor.Extract(image);
        _known[example.Key] = features;
        lock (_writer)
        {
            _writer.WriteLine($"{example.Key}\t{Convert.ToBase64String(MemoryMarshal.AsBytes<float>(features))}.");
            _writer.Flush();
        }
    }

    public void Dispose() => _writer.Dispose();
}
