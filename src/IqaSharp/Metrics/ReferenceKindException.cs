using IqaSharp.Core;
using IqaSharp.Models;

namespace IqaSharp.Metrics;

/// <summary>A metric that needs a reference was given none, or one that judges an image alone was given one.</summary>
public sealed class ReferenceKindException(ModelCard card) : InvalidOperationException(card.ReferenceKind switch
{
    ReferenceKind.FullReference => $"{card.Name} holds an image against its pristine original: it needs a reference",
    ReferenceKind.DegradedReference => $"{card.Name} holds a restored image against the degraded input of the restoration: it needs a reference",
    _ => $"{card.Name} judges an image alone: it takes no reference",
});
