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
}
