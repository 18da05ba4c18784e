using System.Text.Json.Serialization;

namespace IqaSharp.Networks.Ckdn;

/// <summary>How CKDN uses the degraded input.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CkdnReference>))]
public enum CkdnReference
{
    /// <summary>Its embedding is subtracted from the restored image's: the paper's.</summary>
    Subtract,

    /// <summary>The restored image's positions attend to it.</summary>
    CrossAttention,

    /// <summary>Not at all: there is no reference branch, and the restored image is scored alone.</summary>
    None,

    /// <summary>Both images pass the same stages, and their distances after several of them join what is said of the restored image alone.</summary>
    Stages,

    /// <summary>Distances of both images averaged over 2×2 and 4×4 pixels, where a faithful restoration agrees with its input, join it.</summary>
    InBand,

    /// <summary>The distances of <see cref="Stages"/> and those of <see cref="InBand"/> join it.</summary>
    EveryScale,

    /// <summary>The pristine original's embedding is predicted from it, with the error to expect, and the distance from that joins what is said of the restored image alone.</summary>
    Predicted,
}
