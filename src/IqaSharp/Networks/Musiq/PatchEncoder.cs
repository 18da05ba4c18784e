using System.Buffers;
using IqaSharp.Core;

namespace IqaSharp.Networks.Musiq;

/// <summary>The paper's encoder of patches, in blocks.</summary>
internal sealed class PatchEncoder(MusiqConfig config, IReadOnlyDictionary<string, Tensor> weights, IEngine engine) : IMusiqEncoder
{
    /// <summary>Patches encoded at once. Their activations, 65 kB each, stay in the cache: 64 is faster than all at once, and flat in memory.</summary>
    private const int Block = 64;

    private const int PatchLength = 3 * MusiqConfig.Patch * MusiqConfig.Patch;

    private readonly ICompiledGraph _stage = engine.Compile(new MusiqPatchStage(config), weights);

    public float[] Encode(MusiqInput input, bool releaseMemory, CancellationToken cancellation)
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
                _stage.Fill(
                    new GraphValue(MusiqPatchStage.Features, features.AsMemory(first * config.Hidden, count * config.Hidden), count, config.Hidden),
                    [new GraphValue(MusiqGraph.Patches, block, count, 3, MusiqConfig.Patch, MusiqConfig.Patch)],
                    releaseMemory,
                    cancellation);
            }
        }
        finally
        {
            ArrayPool<float>.Shared.Return(patches);
        }

        return features;
    }

    public void Dispose() => _stage.Dispose();
}
