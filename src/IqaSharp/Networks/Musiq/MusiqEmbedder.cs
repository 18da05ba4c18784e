using IqaSharp.Core;
using IqaSharp.Imaging;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace IqaSharp.Networks.Musiq;

/// <summary>MUSIQ without its head: what a network that scores and one that names labels have in common.</summary>
internal abstract class MusiqEmbedder(MusiqConfig config, IReadOnlyDictionary<string, Tensor> weights, IEngine engine, ScoringOptions options) : IEmbedder
{
    private readonly MusiqStages _stages = new(config, weights, engine);

    public long Pixels(int width, int height)
    {
        var native = config.Native ? Math.Min(options.MaxSide ?? int.MaxValue, config.NativeSide ?? int.MaxValue) : 0;
        var longer = Math.Max(width, height);
        return config.Scales.Append(Math.Min(native, longer)).Sum(side => (long)side * side * Math.Min(width, height) / longer);
    }

    public Embedding Embed(Image image, CancellationToken cancellation)
    {
        var input = MusiqInput.Of(image, config, options.MaxSide);
        using var outputs = _stages.Run(input, cancellation, MusiqTokenStage.Embedding, MusiqTokenStage.Contexts);
        return Embedding(input, outputs[0], outputs[1]);
    }

    public void Dispose() => _stages.Dispose();

    /// <summary>What the head gives: [outputs].</summary>
    protected float[] Result(Image image, CancellationToken cancellation)
    {
        using var outputs = _stages.Run(MusiqInput.Of(image, config, options.MaxSide), cancellation, MusiqGraph.Result(config));
        return outputs[0].Floats.ToArray();
    }

    /// <summary>What the head gives, and what it reads.</summary>
    protected (float[] Result, Embedding Embedding) ResultAndEmbedding(Image image, CancellationToken cancellation)
    {
        var input = MusiqInput.Of(image, config, options.MaxSide);
        using var outputs = _stages.Run(input, cancellation, MusiqGraph.Result(config), MusiqTokenStage.Embedding, MusiqTokenStage.Contexts);
        return (outputs[0].Floats.ToArray(), Embedding(input, outputs[1], outputs[2]));
    }

    /// <summary>What the head gives, what it reads, and what the first stage says of the image's places.</summary>
    protected (float[] Result, Embedding Embedding, PlaceTokens Places) ResultAndPlaces(Image image, CancellationToken cancellation)
    {
        var input = MusiqInput.Of(image, config, options.MaxSide);
        var features = _stages.Encode(input, cancellation);
        using var outputs = _stages.Continue(input.Positions, input.Scales, features, cancellation, MusiqGraph.Result(config), MusiqTokenStage.Embedding, MusiqTokenStage.Contexts);
        return (outputs[0].Floats.ToArray(), Embedding(input, outputs[1], outputs[2]), MusiqPlaces.Of(input, features, config.Hidden));
    }

    private Embedding Embedding(MusiqInput input, GraphValue image, GraphValue contexts)
    {
        var tokens = contexts.Floats.Span;
        var means = new List<float[]>();
        var first = 1; // after the class token
        foreach (var grid in input.Grids)
        {
            var mean = new float[config.Hidden];
            var count = grid.Rows * grid.Columns;
            for (var token = first; token < first + count; token++)
            {
                TensorPrimitives.Add(mean, tokens.Slice(token * config.Hidden, config.Hidden), mean);
            }

            TensorPrimitives.Divide(mean, count, mean);
            means.Add(mean);
            first += count;
        }

        return new Embedding(image.Floats.ToArray(), means);
    }
}
