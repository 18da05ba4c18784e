using System.Globalization;
using System.Runtime.InteropServices;
using IqaSharp.CommandLine;
using IqaSharp.Core;
using IqaSharp.Training.Data;
using Microsoft.Win32.SafeHandles;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace IqaSharp.Training.Maps;

/// <summary>Maps of images, computed once and kept on disk in half precision.</summary>
internal sealed class MapCache : IDisposable
{
    private readonly SafeFileHandle _file;
    private readonly List<Entry> _entries;

    private MapCache(string values, List<Entry> entries, int channels, int cellSide) =>
        (_file, _entries, Channels, CellSide) = (File.OpenHandle(values), entries, channels, cellSide);

    public int Channels { get; }

    public int CellSide { get; }

    /// <summary>Opens a cache and computes the maps that it lacks: it resumes after an interruption, and tries unusable images again.</summary>
    /// <param name="folder">Its folder, one for each network, start weights and data.</param>
    /// <param name="mapper">Computes the maps.</param>
    /// <param name="examples">The images.</param>
    /// <param name="progress">Receives the number of images done.</param>
    public static MapCache Open(string folder, IMapper mapper, IReadOnlyList<Example> examples, Action<int> progress)
    {
        OutputFolder.Create(folder);
        var (values, index) = (Path.Combine(folder, "maps.f16"), Path.Combine(folder, "index.csv"));
        var entries = File.Exists(index) ? File.ReadLines(index).Select(Entry.Parse).OfType<Entry>().ToList() : [];
        if (entries.Count < examples.Count || entries.Any(entry => entry.IsBad))
        {
            Fill(values, index, entries, mapper, examples, progress);
        }

        return new MapCache(values, entries, mapper.Channels, mapper.CellSide);
    }

    /// <summary>Whether an image could not be used.</summary>
    public bool IsBad(int example) => _entries[example].IsBad;

    public IReadOnlyList<ScaleMap> Load(int example)
    {
        // Read, not memory-mapped: mapped pages count as this process's memory, and the file may exceed that.
        var entry = _entries[example];
        var halves = new Half[entry.Length];
        RandomAccess.Read(_file, MemoryMarshal.AsBytes(halves.AsSpan()), entry.Offset * sizeof(float) / 2);
        var maps = new List<ScaleMap>();
        var start = 0;
        foreach (var (rows, columns) in entry.Sizes)
        {
            var floats = new float[Channels * rows * columns * CellSide * CellSide];
            TensorPrimitives.ConvertToSingle(halves.AsSpan(start, floats.Length), floats);
            maps.Add(new ScaleMap(rows, columns, floats));
            start += floats.Length;
        }

        return maps;
    }

    public void Dispose() => _file.Dispose();

    private static void Fill(string values, string index, List<Entry> entries, IMapper mapper, IReadOnlyList<Example> examples, Action<int> progress)
    {
        using var file = File.Open(values, FileMode.OpenOrCreate, FileAccess.Write);
        var length = entries.Select(entry => entry.Offset + entry.Length).DefaultIfEmpty().Max();
        file.SetLength(length * sizeof(float) / 2); // drops the incomplete maps of an interrupted write
        file.Seek(0, SeekOrigin.End);
        Entry Write(IReadOnlyList<ScaleMap> maps)
        {
            var start = length;
            foreach (var map in maps)
            {
                var halves = new Half[map.Values.Length];
                TensorPrimitives.ConvertToHalf(map.Values, halves);
                file.Write(MemoryMarshal.AsBytes(halves.AsSpan()));
                length += halves.Length;
            }

            return new Entry(start, [.. maps.Select(map => (map.Rows, map.Columns))], (int)(length - start));
        }

        foreach (var i in entries.Index().Where(entry => entry.Item.IsBad).Select(entry => entry.Index).ToList())
        {
            entries[i] = Write(Compute(examples[i], mapper));
        }

        AtomicFile.Write(index, stream => Lines(stream, entries));
        using var lines = new StreamWriter(File.Open(index, FileMode.Append));

        // One single-threaded network per core is faster than one network on all cores, since decoding runs in parallel.
        foreach (var maps in examples.Skip(entries.Count).AsParallel().AsOrdered().WithMergeOptions(ParallelMergeOptions.NotBuffered).Select(example => Compute(example, mapper)))
        {
            entries.Add(Write(maps));
            lines.WriteLine(entries[^1].ToString());
            if (entries.Count % 100 == 0)
            {
                file.Flush();
                lines.Flush();
            }

            progress(entries.Count);
        }
    }

    private static IReadOnlyList<ScaleMap> Compute(Example example, IMapper mapper)
    {
        try
        {
            return mapper.Map(example);
        }
        catch (BadInputException)
        {
            return [];
        }
    }

    private static void Lines(Stream stream, List<Entry> entries)
    {
        using var writer = new StreamWriter(stream, leaveOpen: true);
        entries.ForEach(entry => writer.WriteLine(entry.ToString()));
    }

    /// <param name="Offset">Start of its maps in the file, in numbers.</param>
    /// <param name="Sizes">Rows and columns of each scale; none for an unusable image.</param>
    /// <param name="Length">Total length of its maps, in numbers.</param>
    private sealed record Entry(long Offset, (int Rows, int Columns)[] Sizes, int Length)
    {
        public bool IsBad => Sizes.Length == 0;

        public static Entry? Parse(string line)
        {
            var parts = line.Split(',');
            return parts is [_, _, .., "."]
                ? new Entry(
                    long.Parse(parts[0], CultureInfo.InvariantCulture),
                    [.. parts[2..^1].Select(size => size.Split('x')).Select(size => (int.Parse(size[0], CultureInfo.InvariantCulture), int.Parse(size[1], CultureInfo.InvariantCulture)))],
                    int.Parse(parts[1], CultureInfo.InvariantCulture))
                : null; // incomplete
        }

        // The dot marks a complete line; an interrupted write leaves one without.
        public override string ToString() => string.Join(',', [$"{Offset}", $"{Length}", .. Sizes.Select(size => $"{size.Rows}x{size.Columns}"), "."]);
    }
}
