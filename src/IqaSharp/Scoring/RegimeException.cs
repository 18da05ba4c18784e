using IqaSharp.Weights;

namespace IqaSharp.Scoring;

/// <summary>A metric was asked for what it does not do: to hold an image against a reference, or to judge one alone.</summary>
public sealed class RegimeException(ModelCard card) : InvalidOperationException(card.Regime switch
{
    Regime.FullReference => $"{card.Name} holds an image against its pristine original: it needs a reference",
    Regime.DegradedReference => $"{card.Name} holds a restored image against the degraded input of the restoration: it needs a reference",
    _ => $"{card.Name} judges an image alone: it takes no reference",
});
