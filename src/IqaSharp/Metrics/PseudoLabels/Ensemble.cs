using IqaSharp.Core;
using IqaSharp.Imaging;
using IqaSharp.Metrics.Classical;

namespace IqaSharp.Metrics.PseudoLabels;

/// <summary>Pseudo-labels where there are no opinion scores: the mean percentile that several metrics give an image among distorted photographs.</summary>
internal static class Ensemble
{
    /// <summary>The metrics that agree best with people on classic distortions, each based on another idea: saliency, deviation of gradients and chrominance, wavelets, phase congruency.</summary>
    public static IReadOnlyList<string> Members { get; } = ["vsi", "mdsi", "haarpsi", "fsimc"];

    /// <summary>The shortest side that every member accepts.</summary>
    public static int SmallestSide => Members.Max(name => ClassicalMetrics.Find(name)!.SmallestSide);

    /// <summary>Extracts a reference's features for every member.</summary>
    public static IClassicalReference PrepareReference(Image reference) => new Panel([.. Members.Select(name => ClassicalMetrics.Find(name)!.PrepareReference!(reference))]);

    private sealed class Panel(IReadOnlyList<IClassicalReference> members) : IClassicalReference
    {
        public QualityScore Score(Image distorted) => new(EnsembleModel.Default.Score([.. members.Select(member => member.Score(distorted).Value)]));

        public void Dispose()
        {
            foreach (var member in members)
            {
                member.Dispose();
            }
        }
    }
}
