namespace IqaSharp.Models;

/// <summary>Divisors of the channels of maps that residual sums link. The convolutions that make them divide, those that read them multiply:
/// the network stays the same.</summary>
/// <param name="Outputs">The convolutions that make the maps, by their paths.</param>
/// <param name="Inputs">The convolutions that read them.</param>
/// <param name="Divisors">[channels], above 0.</param>
internal sealed record ChannelBalance(IReadOnlyList<string> Outputs, IReadOnlyList<string> Inputs, float[] Divisors);
