using System.Text.Json.Serialization;

namespace IqaSharp.Networks.Iqt;

/// <summary>Where IQT's tokens are taken from.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<IqtSampling>))]
public enum IqtSampling
{
    /// <summary>Every position of the feature map: the paper's.</summary>
    Grid,

    /// <summary>Points that move from a regular square towards the differences (Yue et al., ICCV 2021).</summary>
    Progressive,
}
