using IqaSharp.Images;
using IqaSharp.Networks;
using IqaSharp.Weights;
using Microsoft.ML.OnnxRuntime;

namespace IqaSharp.Scoring;

/// <summary>MUSIQ on ONNX Runtime: the patches or scales to tokens, then all tokens at once.</summary>
internal sealed class MusiqScorer : IScorer
{
    /// <summary>Longer sequences are rare and leave hundreds of megabytes in ONNX Runtime's arena, so it gives them back.</summary>
    private const int LongSequence = 4096;

    private readonly MusiqConfig _config;
    private readonly MetricOptions _options;
    private readonly IMusiqEncoder _encoder;
    private readonly InferenceSession _transformer;

    public MusiqScorer(MusiqConfig config, IReadOnlyDictionary<string, Tensor> weights, MetricOptions options)
    {
        (_config, _options) = (config, options);

        using var settings = Sessions.Settings(options);
        _encoder = config.Backbone is null ? new PatchEncoder(config, weights, settings) : new ScaleEncoder(config, weights, settings);
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

        var result = Sessions.Cancellable(run, () => Transform(_encoder.Encode(input, run, cancellation), input, run), cancellation);
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

    /// <summary>[outputs].</summary>
    private float[] Transform(float[] features, MusiqInput input, RunOptions run)
    {
        using var tokens = Sessions.Wrap(features.AsMemory(), 1, input.Tokens, _config.Hidden);
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
