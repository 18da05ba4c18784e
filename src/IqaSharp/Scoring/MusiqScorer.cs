using System.Buffers;
using IqaSharp.Images;
using IqaSharp.Networks;
using IqaSharp.Weights;
using Microsoft.ML.OnnxRuntime;

namespace IqaSharp.Scoring;

/// <summary>MUSIQ on ONNX Runtime: the patches in blocks, then all tokens at once.</summary>
internal sealed class MusiqScorer : IScorer
{
    /// <summary>Patches encoded at once. Their activations, 65 kB each, stay in the cache: 64 is faster than all at once, and flat in memory.</summary>
    private const int Block = 64;

    /// <summary>Longer sequences are rare and leave hundreds of megabytes in ONNX Runtime's arena, so it gives them back.</summary>
    private const int LongSequence = 4096;

    private const int PatchLength = 3 * MusiqConfig.Patch * MusiqConfig.Patch;

    private readonly MusiqConfig _config;
    private readonly MetricOptions _options;
    private readonly InferenceSession _encoder;
    private readonly InferenceSession _transformer;

    public MusiqScorer(MusiqConfig config, IReadOnlyDictionary<string, Tensor> weights, MetricOptions options)
    {
        (_config, _options) = (config, options);

        using var settings = Sessions.Settings(options);
        _encoder = new InferenceSession(MusiqGraph.PatchEncoder(config, weights).ToBytes(), settings);
        _transformer = new InferenceSession(MusiqGraph.Transformer(config, weights).ToBytes(), settings);
    }

    public QualityScore Score(Image image, CancellationToken cancellation)
    {
        var input = MusiqInput.Of(image, _config, _options.MaxSide);
        using var run = new RunOptions();
        if (input.Tokens > LongSequence)
        {
            run.AddRunConfigEntry("memory.enable_memory_arena_shrinkage", "cpu:0");
        }

        var result = Sessions.Cancellable(run, () => Transform(EncodePatches(input, run, cancellation), input, run), cancellation);
        return new QualityScore(_config.IsDistribution ? Expectation(result) : result[0])
        {
            Distribution = _config.IsDistribution ? Array.ConvertAll(result, p => (double)p) : null,
            NativeSide = NativeLimit(image),
        };
    }

    public void Dispose()
    {
        _encoder.Dispose();
        _transformer.Dispose();
    }

    /// <summary>[tokens, hidden].</summary>
    private float[] EncodePatches(MusiqInput input, RunOptions run, CancellationToken cancellation)
    {
        var features = new float[input.Tokens * _config.Hidden];
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
                using var target = Sessions.Wrap(features.AsMemory(first * _config.Hidden, count * _config.Hidden), count, _config.Hidden);
                _encoder.Run(run, [MusiqGraph.Patches], [source], [MusiqGraph.Features], [target]);
            }
        }
        finally
        {
            ArrayPool<float>.Shared.Return(patches);
        }

        return features;
    }

    /// <summary>[outputs].</summary>
    private float[] Transform(float[] features, MusiqInput input, RunOptions run)
    {
        using var tokens = Sessions.Wrap(features.AsMemory(), input.Tokens, _config.Hidden);
        using var positions = Sessions.Wrap(input.Positions.AsMemory(), input.Tokens);
        using var scales = Sessions.Wrap(input.Scales.AsMemory(), input.Tokens);
        using var results = _transformer.Run(
            run, [MusiqGraph.Features, MusiqGraph.Positions, MusiqGraph.Scales], [tokens, positions, scales], [MusiqGraph.Result(_config)]);
        return results[0].GetTensorDataAsSpan<float>().ToArray();
    }

    /// <summary>The expected rating: Σ k · p(k), ratings from 1.</summary>
    private static double Expectation(float[] distribution) => distribution.Select((p, k) => (k + 1) * (double)p).Sum();

    private int? NativeLimit(Image image) =>
        _config.Native && _options.MaxSide < Math.Max(image.Width, image.Height) ? _options.MaxSide : null;
}
