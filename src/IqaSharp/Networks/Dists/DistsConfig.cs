using System.Text.Json.Serialization;
using IqaSharp.Networks.FeatureDistances;

namespace IqaSharp.Networks.Dists;

/// <summary>The settings of one DISTS network.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record DistsConfig : NetworkConfig
{
    /// <summary>The shorter side in pixels that larger images are first reduced to, with Pillow's antialiased bilinear filter: 256 in the authors' command
    /// and in the paper's experiments. Null for the image's own size, as the authors' network is.</summary>
    public int? ViewingSide { get; init; }

    /// <inheritdoc/>
    public override IReadOnlyList<ParameterSpec> Parameters() => FeatureDistanceGraph.ParametersOf(new DistsNetwork(this));

    /// <inheritdoc/>
    public override void Validate() => Require(ViewingSide is null or (>= 1 and <= 65536), nameof(ViewingSide), ViewingSide ?? 0);
}
