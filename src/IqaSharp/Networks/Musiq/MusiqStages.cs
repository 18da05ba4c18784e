using IqaSharp.Core;

namespace IqaSharp.Networks.Musiq;

/// <summary>Both stages of MUSIQ: the patches or scales to tokens, then all tokens at once.</summary>
internal sealed class MusiqStages(MusiqConfig config, IReadOnlyDictionary<string, Tensor> weights, IEngine engine) : IDisposable
{
    /// <summary>Longer sequences are rare and would leave hundreds of megabytes with the engine.</summary>
    private const int LongSequence = 4096;

    private readonly IMusiqEncoder _encoder = config.Backbone is null ? new PatchEncoder(config, weights, engine) : new ScaleEncoder(config, weights, engine);
    private readonly ICompiledGraph _tokens = engine.Compile(new MusiqTokenStage(config), weights);

    /// <summary>Runs both stages and returns the outputs asked for of the second.</summary>
    public GraphOutputs Run(MusiqInput input, CancellationToken cancellation, params string[] outputs) =>
        Continue(input.Positions, input.Scales, Encode(input, cancellation), cancellation, outputs);

    /// <summary>Runs the first stage: [tokens, hidden].</summary>
    public float[] Encode(MusiqInput input, CancellationToken cancellation) => _encoder.Encode(input, input.Tokens > LongSequence, cancellation);

    /// <summary>Runs the second stage on tokens [tokens, hidden], with their positions and scales.</summary>
    public GraphOutputs Continue(long[] positions, long[] scales, float[] features, CancellationToken cancellation, params string[] outputs) => _tokens.Run(
        [
            new GraphValue(MusiqPatchStage.Features, features, 1, positions.Length, config.Hidden),
            new GraphValue(MusiqGraph.Positions, positions, positions.Length),
            new GraphValue(MusiqGraph.Scales, scales, scales.Length),
        ],
        outputs,
        releaseMemory: positions.Length > LongSequence,
        cancellation);

    public void Dispose()
    {
        _encoder.Dispose();
        _tokens.Dispose();
    }
}
