using IqaSharp.Networks.Dists;
using IqaSharp.Networks.FeatureDistances;

namespace IqaSharp.Tests.Networks.Dists;

internal static class DistsSample
{
    public static ArchitectureSample Record { get; } = new(
        DistsArchitecture.Record,
        [new DistsConfig { ViewingSide = 64 }],
        (config, image, reference) =>
        {
            var network = new DistsNetwork((DistsConfig)config);
            return [network.Input(FeatureDistanceGraph.Distorted, image), network.Input(FeatureDistanceGraph.Reference, reference)];
        });
}
