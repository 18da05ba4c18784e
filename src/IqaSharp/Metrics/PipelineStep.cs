using IqaSharp.Core;
using IqaSharp.Imaging;

namespace IqaSharp.Metrics;

/// <summary>One metric's part in a <see cref="ScoringPipeline"/>. All its functions are called by several threads at once.</summary>
/// <param name="Pixels">How many pixels the metric computes with, for an image of a size.</param>
internal abstract record PipelineStep(Func<int, int, long> Pixels)
{
    /// <summary>A metric that scores images alone, or against a reference that it holds already.</summary>
    public sealed record Alone(Func<int, int, long> Pixels, Func<Image, CancellationToken, QualityScore> Score) : PipelineStep(Pixels);

    /// <summary>A metric that processes a reference, once for all consecutive images that share it.</summary>
    public sealed record Paired(Func<int, int, long> Pixels, Func<Image, CancellationToken, ReferencedMetric> With) : PipelineStep(Pixels);
}
