using IqaSharp.Networks;

namespace IqaSharp.Models.Conversion;

/// <summary>A model that a conversion made.</summary>
/// <param name="Card">The model's card.</param>
/// <param name="Architecture">The network.</param>
/// <param name="Configuration">The network's settings.</param>
/// <param name="Parameters">How many numbers the weights are.</param>
/// <param name="Ignored">Entries of the checkpoint that are no weights: counters, optimiser state.</param>
public sealed record ConversionResult(ModelCard Card, Architecture Architecture, NetworkConfig Configuration, long Parameters, int Ignored);
