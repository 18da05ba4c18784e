using IqaSharp.Core;
using IqaSharp.Imaging;

namespace IqaSharp.Networks.Ckdn;

/// <summary>Runs a CKDN without a reference branch.</summary>
internal sealed class CkdnAloneScorer(CkdnConfig config, IReadOnlyDictionary<string, Tensor> weights, IEngine engine) : IScorer, IQualityMapper
{
    private readonly CkdnInput _input = new(config);
    private readonly ICompiledGraph _score = engine.Compile(new CkdnScoreStage(config), weights);

    public long Pixels(int width, int height) => CkdnInput.Pixels(width, height, config);

    public QualityScore Score(Image image, CancellationToken cancellation)
    {
        using var outputs = _score.Run([_input.Restored(image, _score)], [CkdnGraph.Score], cancellation: cancellation);
        return new QualityScore(outputs[0].Floats.Span[0]);
    }

    public QualityMap Map(Image image, CancellationToken cancellation)
    {
        using var outputs = _score.Run([_input.Restored(image)], [CkdnScoreStage.Places], cancellation: cancellation);
        return _input.Map(image, outputs[0].Floats.Span);
    }

    public void Dispose() => _score.Dispose();
}
