using IqaSharp.Networks;

namespace OwnNetwork;

/// <summary>The settings of the network. They are stored in the model's card.</summary>
internal sealed record SharpnessConfig : NetworkConfig
{
    /// <summary>Channels after the first convolution; twice as many after the second.</summary>
    public int Channels { get; init; } = 8;

    /// <summary>The network runs once on an engine that only notes which parameters it asks for.</summary>
    public override IReadOnlyList<ParameterSpec> Parameters() => ParameterList.Of(net => SharpnessNetwork.Score(net, net, this));

    /// <summary>A model file is untrusted input: refuse what would need too much memory.</summary>
    public override void Validate() => Require(Channels is >= 1 and <= 256, "channels", Channels);
}
