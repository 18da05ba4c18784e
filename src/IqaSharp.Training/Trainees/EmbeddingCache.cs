using System.Runtime.InteropServices;
using IqaSharp.Core;
using IqaSharp.Engines.Onnx;
using IqaSharp.Networks;
using IqaSharp.Networks.Musiq;
using IqaSharp.Training.Data;

namespace IqaSharp.Training.Trainees;

/// <summary>The class token of every image, computed once and kept on disk. One that was broken off is taken up.</summary>
internal static class EmbeddingCache
{
    /// <param name="file">Its file, one per network, weights and data.</param>
    /// <param name="config">The network.</param>
    /// <param name="weights">By parameter path.</param>
    /// <param name="examples">The images.</param>
    /// <param name="progress">Told after each image how many there are.</param>
    /// <returns>By index [hidden]; all NaN for an image that cannot be used.</returns>
    public static IReadOnlyList<float[]> Open(string file, MusiqConfig config, IReadOnlyDictionary<string, Tensor> weights, IReadOnlyList<Example> examples, Action<int> progress)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
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
