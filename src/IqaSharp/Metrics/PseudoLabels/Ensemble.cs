using IqaSharp.Imaging;
using IqaSharp.Metrics.Classical;

namespace IqaSharp.Metrics.PseudoLabels;

/// <summary>The mean rank that several metrics give an image among distorted photographs: what stands in for people where nobody was asked.</summary>
internal static class Ensemble
{
    /// <summary>Those that agree best with people on classic distortions, each of another idea: saliency, deviation of gradients and chrominance, wavelets, phase.</summary>
    public static IReadOnlyList<string> Members { get; } = ["vsi", "mdsi", "haarpsi", "fsimc"];

    /// <summary>The largest of the members' smallest sides.</summary>
    public static int SmallestSide => Members.Max(name => ClassicalMetrics.Find(name)!.SmallestSide);

    /// <summary>Looks at a reference as every member does.</summary>
    public static IClassicalReference With(Image reference) => new Panel([.. Members.Select(name => ClassicalMetrics.Find(name)!.With!(reference))]);

    private sealed class Panel(IReadOnlyList<IClassicalReference> members) : IClassicalReference
    {
        public double Score(Image distorted) => EnsembleModel.Default.Score([.. members.Select(member => member.Score(distorted))]);

        public void Dispose()
        {
            foreach (var member in members)
            {
                member.Dispose();
            }
        }
    }
}
