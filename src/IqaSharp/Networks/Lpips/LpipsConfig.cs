using System.Text.Json.Serialization;
using IqaSharp.Networks.FeatureDistances;

namespace IqaSharp.Networks.Lpips;

/// <summary>The settings of one LPIPS network.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record LpipsConfig : NetworkConfig
{
    /// <summary>The convolutional network whose features are compared, at all places that networks read it. The authors' are <c>alexnet</c> and <c>vgg-16</c>.</summary>
    public string Backbone { get; init; } = "alexnet";

    /// <inheritdoc/>
    public override IReadOnlyList<ParameterSpec> Parameters() => FeatureDistanceGraph.ParametersOf(new LpipsNetwork(this));

    /// <inheritdoc/>
    public override void Validate() => _ = Backbones.Backbone.Of(Backbone);
}
