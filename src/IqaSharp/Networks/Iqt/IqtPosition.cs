using System.Text.Json.Serialization;

namespace IqaSharp.Networks.Iqt;

/// <summary>How IQT encodes the positions of its tokens.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<IqtPosition>))]
public enum IqtPosition
{
    /// <summary>A learned vector for each place: the paper's.</summary>
    Learned,

    /// <summary>Sines and cosines of the token's index (Vaswani et al. 2017, section 3.5).</summary>
    Sinusoidal,

    /// <summary>Not at all.</summary>
    None,
}
