using System.Buffers;
using IqaSharp.Core;
using IqaSharp.Engines.Onnx;
using IqaSharp.Networks.Musiq;
using Microsoft.ML.OnnxRuntime;

namespace IqaSharp.Metrics;

/// <summary>The paper's encoder of patches, in blocks.</summary>
internal sealed class PatchEncoder(MusiqConfig config, IReadOnlyDictionary<string, Tensor> weights, SessionOptions settings) : IMusiqEncoder
{
    /// <summary>Patches encoded at once. Their activations, 65 kB each, stay in the cache: 64 is faster than all at once, and flat in memory.</summary>
    private const int Block = 64;

    private const int PatchLength = 3 * MusiqConfig.Patch * MusiqConfig.Patch;

    private readonly InferenceSession _session = new(MusiqGraph.PatchEncoder(config, weights).ToBytes(), settings);

    public float[] Encode(MusiqInput input, RunOptions run, CancellationToken cancellation)
    {
        var features = new float[input.Tokens * config.Hidden];
        var patches = ArrayPool<float>.Shared.Rent(Block * PatchLength);
        try
        {
            for (var first = 0; first < input.Tokens; first += Block)
            {
                cancellation.ThrowIfCancellationRequested();
                var count = Math.Min(Block, input.Tokens - first);
                var block = patches.AsMemory(0, count * PatchLength);
                input.CopyPatches(first, block.Span);
                using var source = Sessions.Wrap(block, count, 3, MusiqConfig.Patch, MusiqConfig.Patch);
                using var target = Sessions.Wrap(features.AsMemory(first * config.Hidden, count * config.Hidden), count, config.Hidden);
                _session.Run(run, [MusiqGraph.Patches], [source], [MusiqGraph.Features], [target]);
            }
        }
        finally
        {
            ArrayPool<float>.Shared.Return(patches);
        }

        return features;
    }

    public void Dispose() => _session.Dispose();
}
