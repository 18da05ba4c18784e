using IqaSharp.Core;
using IqaSharp.Imaging;

namespace IqaSharp.Networks.Ckdn;

/// <summary>Runs CKDN on a restored image and the degraded input of the restoration.</summary>
internal sealed class CkdnScorer(CkdnConfig config, IReadOnlyDictionary<string, Tensor> weights, IEngine engine) : IPairScorer
{
    private readonly CkdnInput _input = new(config);
    private readonly int _maps = CkdnReferenceStage.Maps(config).Length;
    private readonly ICompiledGraph _reference = engine.Compile(new CkdnReferenceStage(config), weights);
    private readonly ICompiledGraph _score = engine.Compile(new CkdnScoreStage(config), weights);

    public long Pixels(int width, int height) => CkdnInput.Pixels(width, height, config);

    public IScorer With(Image reference, CancellationToken cancellation) =>
        new WithReference(this, _reference.Run([_input.Reference(reference, _reference)], CkdnReferenceStage.Maps(config), cancellation: cancellation));

    public void Dispose()
    {
        _reference.Dispose();
        _score.Dispose();
    }

    private sealed class WithReference(CkdnScorer scorer, GraphOutputs maps) : IScorer, IQualityMapper
    {
        private IEnumerable<GraphValue> Maps => Enumerable.Range(0, scorer._maps).Select(i => maps[i]);

        public QualityScore Score(Image image, CancellationToken cancellation)
        {
            using var outputs = scorer._score.Run([scorer._input.Restored(image, scorer._score), .. Maps], [CkdnGraph.Score], cancellation: cancellation);
            return new QualityScore(outputs[0].Floats.Span[0]);
        }

        public QualityMap Map(Image image, CancellationToken cancellation)
        {
            using var outputs = scorer._score.Run([scorer._input.Restored(image), .. Maps], [CkdnScoreStage.Places], cancellation: cancellation);
            return scorer._input.Map(image, outputs[0].Floats.Span);
        }

        public void Dispose() => maps.Dispose();
    }
}
