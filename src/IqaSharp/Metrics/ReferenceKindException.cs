using IqaSharp.Core;
using IqaSharp.Models;

namespace IqaSharp.Metrics;

/// <summary>A metric was asked for what it does not do: to hold an image against a reference, or to judge one alone.</summary>
public sealed class ReferenceKindException(ModelCard card) : InvalidOperationException(card.ReferenceKind switch
{
    ReferenceKind.FullReference => $"{card.Name} holds an image against its pristine original: it needs a reference",
    ReferenceKind.DegradedReference => $"{card.Name} holds a restored image against the degraded input of the restoration: it needs a reference",
    _ => $"{card.Name} judges an image alone: it takes no reference",
});
