using IqaSharp.Core;
using IqaSharp.Engines.Onnx;
using IqaSharp.Imaging;
using IqaSharp.Networks.Musiq;
using Microsoft.ML.OnnxRuntime;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace IqaSharp.Metrics;

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

    public bool NamesLabels => _config.Labels is not null;

    public QualityScore Score(Image image, CancellationToken cancellation)
    {
        var input = MusiqInput.Of(image, _config, _options.MaxSide);
        var result = Run(input, cancellation, MusiqGraph.Result(_config))[0];
        return new QualityScore(_config.IsDistribution ? Expectation(result) : result[0])
        {
            Distribution = _config.IsDistribution ? Array.ConvertAll(result, p => (double)p) : null,
            NativeSide = NativeLimit(image),
        };
    }

    /// <summary>What the head names, the likeliest first; null for one that scores.</summary>
    public IReadOnlyList<Label>? Classify(Image image, CancellationToken cancellation)
    {
        if (_config.Labels is not { } labels)
        {
            return null;
        }

        var shares = Run(MusiqInput.Of(image, _config, _options.MaxSide), cancellation, MusiqGraph.Result(_config))[0];
        return [.. labels.Zip(shares, (name, share) => new Label(name, share)).OrderByDescending(label => label.Probability)];
    }

    /// <summary>The network's view of an image.</summary>
    public Embedding Embed(Image image, CancellationToken cancellation)
    {
        var input = MusiqInput.Of(image, _config, _options.MaxSide);
        var outputs = Run(input, cancellation, MusiqGraph.Embedding, MusiqGraph.Contexts);
        var means = new List<float[]>();
        var first = 1; // behind the class token
        foreach (var grid in input.Grids)
        {
            var mean = new float[_config.Hidden];
            var count = grid.Rows * grid.Columns;
            for (var token = first; token < first + count; token++)
            {
                TensorPrimitives.Add(mean, outputs[1].AsSpan(token * _config.Hidden, _config.Hidden), mean);
            }

            TensorPrimitives.Divide(mean, count, mean);
            means.Add(mean);
            first += count;
        }

        return new Embedding(outputs[0], means);
    }

    public void Dispose()
    {
        _encoder.Dispose();
        _transformer.Dispose();
    }

    /// <summary>Both stages, and what is asked for of the second.</summary>
    private float[][] Run(MusiqInput input, CancellationToken cancellation, params string[] outputs)
    {
        using var run = new RunOptions();
        if (input.Tokens > LongSequence)
        {
            run.AddRunConfigEntry("memory.enable_memory_arena_shrinkage", "cpu:0");
        }

        return Sessions.Cancellable(run, () => Transform(_encoder.Encode(input, run, cancellation), input, run, outputs), cancellation);
    }

    private float[][] Transform(float[] features, MusiqInput input, RunOptions run, string[] outputs)
    {
        using var tokens = Sessions.Wrap(features.AsMemory(), 1, input.Tokens, _config.Hidden);
        using var positions = Sessions.Wrap(input.Positions.AsMemory(), input.Tokens);
        using var scales = Sessions.Wrap(input.Scales.AsMemory(), input.Tokens);
        using var results = _transformer.Run(run, [MusiqGraph.Features, MusiqGraph.Positions, MusiqGraph.Scales], [tokens, positions, scales], outputs);
        return [.. results.Select(result => result.GetTensorDataAsSpan<float>().ToArray())];
    }

    /// <summary>The expected rating: Σ k · p(k), ratings from 1.</summary>
    private static double Expectation(float[] distribution) => distribution.Select((p, k) => (k + 1) * (double)p).Sum();

    private int? NativeLimit(Image image) =>
        _config.Native && _options.MaxSide < Math.Max(image.Width, image.Height) ? _options.MaxSide : null;
}
