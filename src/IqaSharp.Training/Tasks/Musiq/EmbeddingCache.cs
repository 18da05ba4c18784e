using System.Runtime.InteropServices;
using IqaSharp.CommandLine;
using IqaSharp.Core;
using IqaSharp.Engines.Onnx;
using IqaSharp.Networks;
using IqaSharp.Networks.Musiq;
using IqaSharp.Training.Data;

namespace IqaSharp.Training.Tasks.Musiq;

/// <summary>The class token of every image, computed once and kept on disk. An interrupted computation is resumed.</summary>
internal static class EmbeddingCache
{
    /// <param name="file">Its file, one for each network, weights and data.</param>
    /// <param name="config">The network.</param>
    /// <param name="weights">By parameter path.</param>
    /// <param name="examples">The images.</param>
    /// <param name="progress">Receives the number of images done.</param>
    /// <returns>By index [hidden]; all NaN for an unusable image.</returns>
    public static IReadOnlyList<float[]> Open(string file, MusiqConfig config, IReadOnlyDictionary<string, Tensor> weights, IReadOnlyList<Example> examples, Action<int> progress)
    {
        OutputFolder.Create(Path.GetDirectoryName(file)!);
        using var stream = File.Open(file, FileMode.OpenOrCreate, FileAccess.ReadWrite);
        var size = config.Hidden * sizeof(float);
        var known = new List<float[]>();
        for (; known.Count < stream.Length / size; known.Add(new float[config.Hidden]))
        {
        }

        known.ForEach(embedding => stream.ReadExactly(MemoryMarshal.AsBytes(embedding.AsSpan())));
        using var network = new MusiqScorer(config, weights, new OnnxEngine(threads: 1), new ScoringOptions());
        foreach (var embedding in examples.Skip(known.Count).AsParallel().AsOrdered().WithMergeOptions(ParallelMergeOptions.NotBuffered).Select(example => Embed(network, example, config)))
        {
            stream.Write(MemoryMarshal.AsBytes(embedding.AsSpan()));
            known.Add(embedding);
            progress(known.Count);
        }

        return known;
    }

    private static float[] Embed(MusiqScorer network, Example example, MusiqConfig config)
    {
        try
        {
            return [.. network.Embed(example.Load(), CancellationToken.None).Image];
        }
        catch (BadInputException)
        {
            return [.. Enumerable.Repeat(float.NaN, config.Hidden)];
        }
    }
}
