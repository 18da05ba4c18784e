using System.Globalization;
using System.IO.MemoryMappedFiles;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;
using System.Runtime.InteropServices;
using IqaSharp.Networks;
using IqaSharp.Scoring;
using IqaSharp.Scoring.Onnx;
using IqaSharp.Training.Data;
using IqaSharp.Weights;
using Microsoft.ML.OnnxRuntime;

namespace IqaSharp.Training.Trainees;

/// <summary>What the first blocks of the backbone make of every image, computed once and kept on disk in half precision.</summary>
internal sealed class MapCache : IScaleSource
{
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly List<Entry> _entries;

    private MapCache(string values, List<Entry> entries, int channels, int cellSide)
    {
        (_entries, Channels, CellSide) = (entries, channels, cellSide);
        _file = MemoryMappedFile.CreateFromFile(values, FileMode.Open, null, 0, MemoryMappedFileAccess.Read);
        _view = _file.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
    }

    public int Channels { get; }

    public int CellSide { get; }

    /// <summary>Opens a cache, after computing what it lacks. One that was broken off is taken up.</summary>
    /// <param name="folder">Its folder, one per network, start weights and data.</param>
    /// <param name="config">The network.</param>
    /// <param name="depth">How many blocks.</param>
    /// <param name="weights">Of the network, by parameter path.</param>
    /// <param name="examples">The images.</param>
    /// <param name="progress">Told after each image how many there are.</param>
    public static MapCache Open(
        string folder,
        MusiqConfig config,
        int depth,
        IReadOnlyDictionary<string, Tensor> weights,
        IReadOnlyList<Example> examples,
        Action<int> progress)
    {
        Directory.CreateDirectory(folder);
        var (values, index) = (Path.Combine(folder, "maps.f16"), Path.Combine(folder, "index.csv"));
        var (channels, stride) = (config.PatchBackbone.ShallowChannels(depth), config.PatchBackbone.ShallowStride(depth));
        var cellSide = MusiqConfig.Patch / stride;
        var entries = File.Exists(index) ? File.ReadLines(index).Select(Entry.Parse).OfType<Entry>().ToList() : [];
        if (entries.Count < examples.Count)
        {
            Fill(values, index, entries, config, depth, weights, examples, progress);
        }

        return new MapCache(values, entries, channels, cellSide);
    }

    /// <summary>Whether an image could not be used.</summary>
    public bool IsBad(int example) => _entries[example].Sizes.Length == 0;

    public unsafe IReadOnlyList<ScaleMap> Load(int example)
    {
        var entry = _entries[example];
        var maps = new List<ScaleMap>();
        byte* start = null;
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        try
        {
            var offset = entry.Offset;
            foreach (var (rows, columns) in entry.Sizes)
            {
                var halves = new ReadOnlySpan<Half>(start + (offset * sizeof(Half)), Channels * rows * columns * CellSide * CellSide);
                var floats = new float[halves.Length];
                TensorPrimitives.ConvertToSingle(halves, floats);
                maps.Add(new ScaleMap(rows, columns, floats));
                offset += halves.Length;
            }
        }
        finally
        {
            _view.SafeMemoryMappedViewHandle.ReleasePointer();
        }

        return maps;
    }

    public void Dispose()
    {
        _view.Dispose();
        _file.Dispose();
    }

    private static void Fill(
        string values,
        string index,
        List<Entry> entries,
        MusiqConfig config,
        int depth,
        IReadOnlyDictionary<string, Tensor> weights,
        IReadOnlyList<Example> examples,
        Action<int> progress)
    {
        using var session = Session(config, depth, weights);
        var levels = Levels.Of(config.PatchBackbone);
        using var file = File.Open(values, FileMode.OpenOrCreate, FileAccess.Write);
        var length = entries.Count == 0 ? 0 : entries[^1].Offset + entries[^1].Length;
        file.SetLength(length * sizeof(float) / 2); // what was written of an image that was broken off
        file.Seek(0, SeekOrigin.End);
        AtomicFile.Write(index, stream => Lines(stream, entries));
        using var lines = new StreamWriter(File.Open(index, FileMode.Append));

        // One network per core runs on one thread each: faster than one network on all, for decoding goes on beside it.
        var computed = examples.Skip(entries.Count).AsParallel().AsOrdered().WithMergeOptions(ParallelMergeOptions.NotBuffered)
            .Select(example => Compute(example, config, session, levels));
        foreach (var (sizes, maps) in computed)
        {
            var entry = new Entry(length, sizes, maps.Length);
            file.Write(MemoryMarshal.AsBytes(maps.AsSpan()));
            lines.WriteLine(entry.ToString());
            if (entries.Count % 100 == 0)
            {
                file.Flush();
                lines.Flush();
            }

            entries.Add(entry);
            length += maps.Length;
            progress(entries.Count);
        }
    }

    private static ((int Rows, int Columns)[] Sizes, Half[] Maps) Compute(Example example, MusiqConfig config, InferenceSession session, Levels levels)
    {
        try
        {
            var input = MusiqInput.Of(example.Load(), config);
            var maps = new List<Half[]>();
            foreach (var scale in input.Grids)
            {
                var (height, width) = (scale.Rows * MusiqConfig.Patch, scale.Columns * MusiqConfig.Patch);
                var planes = new float[3 * height * width];
                scale.CopyAll(levels, planes);
                using var run = new RunOptions();
                using var source = Sessions.Wrap(planes.AsMemory(), 1, 3, height, width);
                using var results = session.Run(run, ["image"], [source], ["maps"]);
                var floats = results[0].GetTensorDataAsSpan<float>();
                var halves = new Half[floats.Length];
                TensorPrimitives.ConvertToHalf(floats, halves);
                maps.Add(halves);
            }

            return ([.. input.Grids.Select(scale => (scale.Rows, scale.Columns))], [.. maps.SelectMany(m => m)]);
        }
        catch (BadInputException)
        {
            return ([], []);
        }
    }

    private static InferenceSession Session(MusiqConfig config, int depth, IReadOnlyDictionary<string, Tensor> weights)
    {
        var graph = new OnnxGraph();
        graph.Output("maps", Musiq.ShallowMaps(new OnnxNet(graph, weights, OnnxOps.Fused), graph.FloatInput("image", 1, 3, "height", "width"), depth, config));
        using var settings = Sessions.Settings(new MetricOptions { Threads = 1 });
        return new InferenceSession(graph.ToBytes(), settings);
    }

    private static void Lines(Stream stream, List<Entry> entries)
    {
        using var writer = new StreamWriter(stream, leaveOpen: true);
        entries.ForEach(entry => writer.WriteLine(entry.ToString()));
    }

    /// <param name="Offset">Where its maps begin, in numbers.</param>
    /// <param name="Sizes">Cells of each scale; none for an image that cannot be used.</param>
    /// <param name="Length">How many numbers its maps are.</param>
    private sealed record Entry(long Offset, (int Rows, int Columns)[] Sizes, int Length)
    {
        public static Entry? Parse(string line)
        {
            var parts = line.Split(',');
            return parts is [_, _, .., "."]
                ? new Entry(
                    long.Parse(parts[0], CultureInfo.InvariantCulture),
                    [.. parts[2..^1].Select(size => size.Split('x')).Select(size => (int.Parse(size[0], CultureInfo.InvariantCulture), int.Parse(size[1], CultureInfo.InvariantCulture)))],
                    int.Parse(parts[1], CultureInfo.InvariantCulture))
                : null; // broken off
        }

        // The dot tells a whole line from one that was broken off.
        public override string ToString() => string.Join(',', [$"{Offset}", $"{Length}", .. Sizes.Select(size => $"{size.Rows}x{size.Columns}"), "."]);
    }
}
