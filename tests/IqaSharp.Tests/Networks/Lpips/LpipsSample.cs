using IqaSharp.Networks.FeatureDistances;
using IqaSharp.Networks.Lpips;

namespace IqaSharp.Tests.Networks.Lpips;

internal static class LpipsSample
{
    public static ArchitectureSample Record { get; } = new(
        LpipsArchitecture.Record,
        [new LpipsConfig(), new LpipsConfig { Backbone = "efficientnet-lite0" }],
        (config, image, reference) =>
        {
            var network = new LpipsNetwork((LpipsConfig)config);
            return [network.Input(FeatureDistanceGraph.Distorted, image), network.Input(FeatureDistanceGraph.Reference, reference)];
        });
}
