using IqaSharp.Imaging;
using IqaSharp.Networks;
using IqaSharp.Tests.Networks.Ckdn;
using IqaSharp.Tests.Networks.Dists;
using IqaSharp.Tests.Networks.Iqt;
using IqaSharp.Tests.Networks.Lpips;
using IqaSharp.Tests.Networks.Musiq;
using Xunit;

namespace IqaSharp.Tests.Networks;

/// <summary>What a test of a network cannot find out by itself.</summary>
/// <param name="Architecture">The network.</param>
/// <param name="Configurations">Small networks that show every variant.</param>
/// <param name="Inputs">What the exported graph is fed for an image and its reference.</param>
internal sealed record ArchitectureSample(Architecture Architecture, IReadOnlyList<NetworkConfig> Configurations, Func<NetworkConfig, Image, Image, GraphValue[]> Inputs)
{
    /// <summary>How many crops <see cref="Inputs"/> takes, of a network that takes crops.</summary>
    public const int Crops = 2;

    public static IReadOnlyList<ArchitectureSample> All { get; } = [MusiqSample.Record, IqtSample.Record, CkdnSample.Record, LpipsSample.Record, DistsSample.Record];

    public static TheoryData<NetworkConfig> AllConfigurations() => [.. All.SelectMany(sample => sample.Configurations)];

    public static ArchitectureSample Of(NetworkConfig config) => All.Single(sample => sample.Architecture == Architecture.Of(config));
}
